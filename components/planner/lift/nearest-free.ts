import type { Spot } from './lift-rules';

const MOST = 3;

/** The starts of a club: every so many tracks from its opening on. */
type Starts = { step: number; opensAt: number };

/**
 * The free places nearest in time to one that is taken, at most one in each gap and three in all. On equal terms the
 * nearer court comes first, in the order of `courtIds`.
 */
export function nearestFree(
  wanted: Spot,
  gaps: readonly Spot[],
  courtIds: readonly number[],
  starts: Starts,
): Spot[] {
  const far = ({ at }: Spot) => Math.abs(at - wanted.at);
  const aside = ({ courtId }: Spot) => Math.abs(courtIds.indexOf(courtId) - courtIds.indexOf(wanted.courtId));
  return gaps
    .flatMap((gap) => placeIn(gap, wanted, starts) ?? [])
    .sort((a, b) => far(a) - far(b) || aside(a) - aside(b))
    .slice(0, MOST);
}

/** Where something of that length begins in a gap, as near as can be. Null where it does not fit at a start. */
function placeIn({ courtId, at, len }: Spot, wanted: Spot, { step, opensAt }: Starts): Spot | null {
  const last = at + len - wanted.len;
  const onStart = (track: number, round: (value: number) => number) =>
    opensAt + round((track - opensAt) / step) * step;
  const first = onStart(at, Math.ceil);
  if (first > last) return null;
  const near = Math.max(first, Math.min(onStart(wanted.at, Math.round), onStart(last, Math.floor)));
  return { courtId, at: near, len: wanted.len };
}
