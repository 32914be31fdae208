/** Songs by id: 1 where the song is in the set. As long as the highest id wants it. */
export type IdSet = Uint8Array;

export function intersect(into: IdSet, other: IdSet): void {
  for (let id = 0; id < into.length; id += 1) if (other[id] !== 1) into[id] = 0;
}

export function unite(into: IdSet, other: IdSet): void {
  for (let id = 0; id < into.length; id += 1) if (other[id] === 1) into[id] = 1;
}

export function complement(set: IdSet): IdSet {
  const others = new Uint8Array(set.length);
  for (let id = 0; id < set.length; id += 1) others[id] = set[id] === 1 ? 0 : 1;
  return others;
}

/** Marks ids, those beyond its length left out. */
export function mark(set: IdSet, ids: Uint32Array): void {
  for (const id of ids) if (id < set.length) set[id] = 1;
}
