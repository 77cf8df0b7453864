/** The kinds that staff put on the board. */
export const DESK_KINDS = ['booking', 'walk_in', 'block', 'maintenance'] as const;
export type DeskKind = (typeof DESK_KINDS)[number];

const COURT = 'court.';

/** The name of the field that adds a court. */
export const courtField = (id: number) => `${COURT}${id}`;

/** The courts that the fields of a form add. */
export const courtsIn = (fields: Readonly<Record<string, unknown>>): number[] =>
  Object.keys(fields)
    .filter((name) => name.startsWith(COURT))
    .map((name) => Number(name.slice(COURT.length)));

/** How a booking is paid: owed until the game, taken at once, or asked for by a link. */
export const SETTLE_WAYS = ['due', 'cash', 'card_terminal', 'bizum', 'transfer', 'link'] as const;
