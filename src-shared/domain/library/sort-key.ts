/**
 * Marks that folding strips: those that any script may carry, and Hebrew points. Not all of \p{M}: vowel signs of Indic scripts and kana's
 * voicing marks are letters.
 */
const strippedMarks =
  /[[[\p{M}&&\p{Script=Inherited}][\p{M}&&\p{Script=Hebrew}]]--[\u{3099}\u{309a}]]/gv;

/** Letters that NFKD leaves whole though readers take them for others. */
const specialLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ŋ: "ng",
  ĸ: "k",
  ŧ: "t",
  ς: "σ",
  ƒ: "f",
  "’": "'",
  "‘": "'",
  ʼ: "'",
  "“": '"',
  "”": '"',
  "–": "-",
  "—": "-",
  "‐": "-",
  "−": "-",
};
const specialLetter = new RegExp(`[${Object.keys(specialLetters).join("")}]`, "gu");

const printableAscii = /^[\x20-\x7e]*$/u;

/** Accents, case, width and ligatures folded; nothing else. Idempotent. */
function fold(text: string): string {
  if (printableAscii.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(strippedMarks, "")
    .replaceAll(specialLetter, (letter) => specialLetters[letter] ?? letter)
    .normalize("NFC");
}

/**
 * Text as search compares it: case, accents, ligatures and character width folded, white space collapsed. Kana stay apart
 * (か, が and カ differ) unless `kana` asks for katakana to be read as hiragana.
 */
export function foldForSearch(text: string, options?: { readonly kana?: boolean }): string {
  const folded = fold(text).replaceAll(/\s+/gu, " ").trim();
  return options?.kana === true ? katakanaToHiragana(folded) : folded;
}

function katakanaToHiragana(text: string): string {
  return text.replaceAll(/[\u30a1-\u30f6]/gu, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) - 0x60),
  );
}

/**
 * Leading words that sorting passes over. English ones always; those of another language only when the song's language tag names it,
 * since they are words elsewhere ("Die Another Day", "La La Land", "Los Angeles", "Das EFX").
 */
const articles: Readonly<Record<string, readonly string[]>> = {
  en: ["the", "a", "an"],
  de: ["der", "die", "das", "ein", "eine"],
  fr: ["le", "la", "les", "un", "une", "des"],
  es: ["el", "la", "los", "las", "un", "una"],
  it: ["il", "lo", "la", "i", "gli", "le", "un", "uno", "una"],
  pt: ["o", "a", "os", "as", "um", "uma"],
  nl: ["de", "het", "een"],
  sv: ["en", "ett"],
};
const languageOf: Readonly<Record<string, string>> = {
  deu: "de",
  ger: "de",
  fra: "fr",
  fre: "fr",
  spa: "es",
  ita: "it",
  por: "pt",
  nld: "nl",
  dut: "nl",
  swe: "sv",
};
const articlePatterns = new Map<string, RegExp>();

function articlePattern(languageCode: string | null): RegExp {
  const code = languageCode?.toLowerCase() ?? "en";
  const language = languageOf[code] ?? (code.split(/[-_]/u)[0] || "en");
  const known = articles[language] === undefined ? "en" : language;
  let pattern = articlePatterns.get(known);
  if (pattern === undefined) {
    const words = [...new Set([...(articles["en"] ?? []), ...(articles[known] ?? [])])];
    // Repeated, so that a key of a key is the same key ("The The Band" is filed under "band").
    pattern = new RegExp(`^(?:(?:${words.join("|")}) )+(?=.)`, "u");
    articlePatterns.set(known, pattern);
  }
  return pattern;
}

/** Width to which numbers are padded: enough for a year, a catalogue number or a date written in one go. */
const numberWidth = 8;

/**
 * The stored text by which a list is sorted with plain code-unit comparison: case and accents folded, leading articles
 * dropped, punctuation read as space (apostrophes as nothing), numbers padded so that "Part 2" comes before "Part 10". Text of nothing but
 * punctuation keeps it ("!!!"). Idempotent: `sortKey(sortKey(x)) === sortKey(x)`.
 *
 * @param languageCode ISO 639 code of the song, for that language's articles
 */
export function sortKey(text: string, languageCode: string | null = null): string {
  const folded = fold(text);
  let key = folded
    .replaceAll(/['´`]/gu, "")
    .replaceAll(/[\s\p{P}\p{S}\p{C}]+/gu, " ")
    .trim();
  if (key === "") return folded.trim();
  const article = articlePattern(languageCode);
  key = key.replace(article, "");
  return /\d/u.test(key) ? key.replaceAll(/\d+/gu, padNumber) : key;
}

function padNumber(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/u, "");
  return significant.padStart(numberWidth, "0");
}
