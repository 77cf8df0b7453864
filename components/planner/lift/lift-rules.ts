/** Where a lifted item would stand: its court, its first track from 1, and its length in tracks. */
export type Spot = { courtId: number; at: number; len: number };

/** What holds a place on the board. */
export type Holder = Spot & { id: string; name: string };

/** Bookings end at four hours. */
const MOST_LEN = 48;

type Grid = {
  tracks: number;
  /** The tracks between two starts of the club, counted from its opening. */
  step: number;
  /** The track of the opening. */
  opensAt: number;
};

/** The start nearest to a track at the club's step, or at five minutes, within the board. */
export function snapStart(
  track: number,
  len: number,
  { tracks, step, opensAt }: Grid,
  isFine: boolean,
): number {
  const by = isFine ? 1 : step;
  const from = isFine ? 1 : opensAt;
  const snapped = from + Math.round((track - from) / by) * by;
  const last = tracks + 1 - len;
  return Math.min(Math.max(snapped, 1), Math.max(last, 1));
}

/** The length nearest to an end, at least one step and at most four hours. */
export function snapLen(endTrack: number, at: number, grid: Grid, isFine: boolean, isSold: boolean): number {
  const by = isFine ? 1 : grid.step;
  const wanted = Math.max(by, Math.round((endTrack - at) / by) * by);
  const most = Math.min(grid.tracks + 1 - at, isSold ? MOST_LEN : grid.tracks);
  return Math.min(wanted, Math.floor(most / by) * by || most);
}

/** Who has a place, beside the item itself. */
export function holderOf(spot: Spot, holders: readonly Holder[], id: string): Holder | null {
  return (
    holders.find(
      (other) =>
        other.id !== id &&
        other.courtId === spot.courtId &&
        other.at < spot.at + spot.len &&
        spot.at < other.at + other.len,
    ) ?? null
  );
}

export const isSameSpot = (one: Spot, other: Spot): boolean =>
  one.courtId === other.courtId && one.at === other.at && one.len === other.len;
