/**
 * The strip of a day as strokes along its middle, in cells: over every open cell, and over those of which one percentage
 * of the courts is taken.
 */
export type StripPaths = { cells: number; open: string; taken: { percent: number; path: string }[] };

/** Neighbours are one stroke. A closed half hour has none. */
export function stripPaths(halfHours: readonly { freeShare: number | null }[]): StripPaths {
  const percents = halfHours.map(({ freeShare }) =>
    freeShare === null ? null : Math.round((1 - freeShare) * 100),
  );
  const taken = [...new Set(percents)].flatMap((percent) => percent || []);
  return {
    cells: percents.length,
    open: strokeOver(percents, (percent) => percent !== null),
    taken: taken.map((percent) => ({ percent, path: strokeOver(percents, (other) => other === percent) })),
  };
}

function strokeOver(
  percents: readonly (number | null)[],
  isCovered: (percent: number | null) => boolean,
): string {
  let path = '';
  let length = 0;
  for (const [at, percent] of percents.entries()) {
    if (!isCovered(percent)) continue;
    length += 1;
    const next = percents[at + 1];
    if (next !== undefined && isCovered(next)) continue;
    path += `M${at + 1 - length} .5h${length}`;
    length = 0;
  }
  return path;
}
