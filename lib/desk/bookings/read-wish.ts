import { z } from 'zod';
import { LONGEST_BOOKING_MS } from '@/lib/availability/busy';
import { waySchema } from '@/lib/billing/enter-money';
import { AppError } from '@/lib/core/errors';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { emailAddress } from '@/lib/core/input/email-address';
import { keptName, keptText } from '@/lib/core/input/kept-text';
import { personName } from '@/lib/core/input/person-name';
import { MINUTE_MS } from '@/lib/core/time';
import type { GameKind } from '@/lib/ledger/game';
import { MAX_PLAYERS } from '@/lib/reservations/change-players';
import { holdSlotSchema } from '@/lib/reservations/hold-slot';
import { typedPriceSchema } from '@/lib/desk/agreed-price';
import { newCustomerSchema } from '@/lib/desk/save-customer';

const MOST_COURTS = 40;
const LONGEST_BLOCK_MINUTES = 31 * 24 * 60;
const LONGEST_BOOKING_MINUTES = LONGEST_BOOKING_MS / MINUTE_MS;

export const bookAtDeskSchema = z.strictObject({
  courtIds: z
    .array(z.int().positive())
    .min(1)
    .max(MOST_COURTS)
    .refine((ids) => new Set(ids).size === ids.length, 'must name each court once'),
  /** Local to the club. */
  date: boardDate,
  startTime: askedTime,
  durationMinutes: z.int().positive().max(LONGEST_BLOCK_MINUTES),
  kind: z.enum(['booking', 'walk_in', 'block', 'maintenance']),
  customerId: z.uuid().optional(),
  /** Somebody who is written into the club's people, or is there already with this address. */
  customer: newCustomerSchema.pick({ name: true, email: true, phone: true }).optional(),
  title: keptName(80).optional(),
  note: keptText(2000).optional(),
  players: z
    .array(z.strictObject({ name: personName, email: emailAddress.optional() }))
    .max(MAX_PLAYERS)
    .optional(),
  extras: holdSlotSchema.shape.extras.unwrap().optional(),
  /** Of each court, with its extras. */
  price: typedPriceSchema.optional(),
  /** It is owed until it is paid, and a link asks for it, unless the desk takes the money. */
  settle: z.union([z.enum(['due', 'link']), waySchema]).optional(),
  /** Whether the customer is told. */
  notify: z.boolean().default(true),
});
export type BookAtDesk = z.output<typeof bookAtDeskSchema>;
export type Settle = NonNullable<BookAtDesk['settle']>;

type Person = NonNullable<BookAtDesk['customer']>;
/** For whom it is. Only a walk-in may be for nobody known. */
export type Who = { customerId: string } | { customer: Person } | null;

export type Sale = {
  kind: GameKind;
  who: Who;
  players: NonNullable<BookAtDesk['players']>;
  extras: NonNullable<BookAtDesk['extras']>;
  price: BookAtDesk['price'];
  settle: Settle;
};
type Block = { kind: 'block' | 'maintenance' };
/** What takes courts: something that is sold, or not. */
export type Wish = Sale | Block;

/**
 * What is asked for, with what its kind can have.
 * @throws AppError invalid_input at each member that does not go with the kind
 */
export function readWish(wanted: BookAtDesk): Wish {
  const { kind, customerId, customer, players = [], extras = [], price, settle = 'due' } = wanted;
  if (kind === 'block' || kind === 'maintenance') {
    refuse(SOLD_ONLY.filter(([member]) => wanted[member] !== undefined).map(([, name]) => [name, NOT_SOLD]));
    return { kind };
  }
  refuse([
    ...(wanted.durationMinutes > LONGEST_BOOKING_MINUTES ? [['duration', TOO_LONG] as const] : []),
    ...(customerId !== undefined && customer ? [['customer', ONE_OF_TWO] as const] : []),
    ...(kind === 'booking' && customerId === undefined && !customer ? [['customer', REQUIRED] as const] : []),
  ]);
  const who = customerId !== undefined ? { customerId } : customer ? { customer } : null;
  return { kind, who, players, extras, price, settle };
}

/** Members of a sale, under the names of a request. */
const SOLD_ONLY = [
  ['customerId', 'customer_id'],
  ['customer', 'customer'],
  ['players', 'players'],
  ['extras', 'extras'],
  ['price', 'price'],
  ['settle', 'settle'],
] as const;
const NOT_SOLD = 'goes only with a booking or a walk-in';
const TOO_LONG = 'must be at most four hours: book two in a row';
const ONE_OF_TWO = 'goes only without customer_id';
const REQUIRED = 'is required, or customer_id';

function refuse(misfits: (readonly [field: string, why: string])[]): void {
  if (misfits.length === 0) return;
  throw new AppError('invalid_input', 'This cannot be booked so; see fields.', {
    fields: Object.fromEntries(misfits.map(([field, why]) => [field, [why]])),
  });
}
