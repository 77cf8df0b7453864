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

const PLAYER = 'player.';

/** As many as a booking can have beside its booker. */
export const MOST_PLAYERS = 7;

/** The name of the field of a player's name or mail, by their seat from 0. */
export const playerField = (seat: number, part: 'name' | 'email') => `${PLAYER}${seat}.${part}`;

/** The players whose names the fields of a form hold, without rows that were left empty. */
export function playersIn(fields: Readonly<Record<string, unknown>>): { name: string; email?: string }[] {
  const textOf = (name: string) => String(fields[name] ?? '').trim();
  return Array.from({ length: MOST_PLAYERS }, (_, seat) => seat).flatMap((seat) => {
    const [name, email] = [textOf(playerField(seat, 'name')), textOf(playerField(seat, 'email'))];
    return name === '' && email === '' ? [] : [{ name, ...(email && { email }) }];
  });
}

/** How a booking is paid: owed until the game, taken at once, or asked for by a link. */
export const SETTLE_WAYS = ['due', 'cash', 'card_terminal', 'bizum', 'transfer', 'link'] as const;
