/** Half hours of equal share, counted from the strip's start. */
export type StripRun = { start: number; length: number; freeShare: number };

/** Joins neighbours with the same free share. Closed half hours are left out. */
export function stripRuns(halfHours: readonly { freeShare: number | null }[]): StripRun[] {
  const runs: StripRun[] = [];
  for (const [start, { freeShare }] of halfHours.entries()) {
    if (freeShare === null) continue;
    const last = runs.at(-1);
    if (last && last.start + last.length === start && last.freeShare === freeShare) last.length += 1;
    else runs.push({ start, length: 1, freeShare });
  }
  return runs;
}
