/** Names for synthetic libraries: English, accented European, Cyrillic, Greek and CJK, in about the mix of a large collection. */

const adjectives =
  "Blue Silent Broken Golden Electric Hollow Midnight Burning Paper Silver Velvet Distant Crooked Gentle Wild Frozen Neon Sacred Lonely Crystal Rusty Summer Winter Lucky Hidden Heavy Little Black White Red Final Endless Slow Bright Empty Foreign Modern Ancient Secret Perfect".split(
    " ",
  );
const nouns =
  "River Heart Mountain Signal Ocean Machine Garden Mirror Shadow Engine Window Road Station Letter Dream Fire Ghost Radio Stone Bird City Moon Sun Rain Storm Desert Harbor Island Forest Night Morning Light Dance Song Train Bridge Tower Animal Planet Memory".split(
    " ",
  );
const verbs =
  "Running Falling Waiting Dancing Breathing Dreaming Calling Leaving Chasing Holding Losing Finding Burning Driving Sleeping Singing".split(
    " ",
  );
const accented =
  "Café Señor Björk Mañana Déjà Naïve Über Façade Sigur Étoile Coração Året Łódź Žena Où Âme Niño Garçon Straße Ångström".split(
    " ",
  );
const japanese =
  "東京 桜 夜 夢 音楽 少年 海 星 雨 風 空 恋 未来 花火 月光 ラジオ さよなら 世界".split(" ");
const chinese = "月亮 故事 流行 青春 時間 北京 愛情 夏天 天空 電影 回憶 城市".split(" ");
const korean = "사랑 하늘 바람 그대 노래 봄날 시간 눈물".split(" ");
const cyrillic = "Ночь Река Звезда Город Мечта Сердце Снег Дорога".split(" ");
const greek = "Θάλασσα Ουρανός Καρδιά Φεγγάρι".split(" ");
const firstNames =
  "Anna James Miles Nina Otis Ella Duke Joni Neil Kate Brian Aretha Marvin Stevie Leonard Patti Robert Alice Jeff Tom Laura Fela Caetano Björn Édith Zoë".split(
    " ",
  );
const lastNames =
  "Johnson Davis Simone Redding Fitzgerald Ellington Mitchell Young Bush Eno Franklin Gaye Wonder Cohen Smith Plant Coltrane Buckley Waits Marling Kuti Veloso Piaf Sørensen Müller Nakamura Kowalski Dvořák García".split(
    " ",
  );

export const genres =
  "Rock|Pop|Jazz|Classical|Electronic|Hip-Hop|Folk|Metal|Ambient|Soul|Funk|Reggae|Blues|Techno|House|Country|Latin|J-Pop|K-Pop|Soundtrack|Punk|Indie Rock|Drum & Bass|Bossa Nova|Chanson|World".split(
    "|",
  );

/** A small generator with a seed (mulberry32): the same library every time. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick(random: () => number, words: readonly string[]): string {
  return words[Math.floor(random() * words.length)] ?? "";
}

function foreign(random: () => number): string {
  const words = pick(random, ["j", "j", "c", "k", "r", "g", "a", "a", "a", "a"]);
  const from = { j: japanese, c: chinese, k: korean, r: cyrillic, g: greek }[words] ?? accented;
  const count = 1 + Math.floor(random() * 3);
  const glue = words === "j" || words === "c" ? "" : " ";
  return Array.from({ length: count }, () => pick(random, from)).join(glue);
}

export function songTitle(random: () => number): string {
  const dice = random();
  if (dice < 0.15) return foreign(random);
  if (dice < 0.25) return `${foreign(random)} ${pick(random, nouns)}`;
  if (dice < 0.35)
    return `${pick(random, verbs)} the ${pick(random, nouns)}, Part ${1 + Math.floor(random() * 20)}`;
  if (dice < 0.5) return `The ${pick(random, adjectives)} ${pick(random, nouns)}`;
  if (dice < 0.7)
    return `${pick(random, verbs)} ${pick(random, adjectives)} ${pick(random, nouns)}s`;
  if (dice < 0.9)
    return `${pick(random, nouns)} of the ${pick(random, adjectives)} ${pick(random, nouns)}`;
  return `${pick(random, adjectives)} ${pick(random, nouns)} (${pick(random, ["Live", "Remix", "Acoustic", "Remastered 2011"])})`;
}

export function artistName(random: () => number, no: number): string {
  const dice = random();
  if (dice < 0.15) return `${foreign(random)} ${no}`;
  if (dice < 0.5) return `${pick(random, firstNames)} ${pick(random, lastNames)} ${no}`;
  return `The ${pick(random, adjectives)} ${pick(random, nouns)}s ${no}`;
}

export function albumTitle(random: () => number): string {
  const dice = random();
  if (dice < 0.2) return foreign(random);
  if (dice < 0.4) return `${pick(random, nouns)} ${1 + Math.floor(random() * 9)}`;
  return `${pick(random, adjectives)} ${pick(random, nouns)}`;
}
