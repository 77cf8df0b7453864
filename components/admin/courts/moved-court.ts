/** The order of courts after one of them changed places with the one before or behind it. */
export function movedCourt(ids: readonly number[], id: number, by: -1 | 1): readonly number[] {
  const at = ids.indexOf(id);
  const other = ids[at + by];
  if (at < 0 || other === undefined) return ids;
  return ids.toSpliced(at, 1, other).toSpliced(at + by, 1, id);
}
