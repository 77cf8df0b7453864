import { z } from 'zod';
import { parseLocalTime } from '@/lib/core/time';
import type { bookAtDeskSchema } from '@/lib/desk/bookings/read-wish';
import { isGame } from '@/lib/ledger/game';
import { extrasIn } from '@/components/shared/extra-fields';
import { courtsIn, DESK_KINDS, playersIn, SETTLE_WAYS } from './book-fields';

const DAY_MINUTES = 24 * 60;
const text = z
  .string()
  .default('')
  .transform((value) => value.trim());

/** What is typed in the form that books at the desk. */
export const bookFields = z.looseObject({
  club: z.string().max(100),
  court: z.string(),
  date: z.string(),
  time: z.string(),
  duration: text,
  until: text,
  kind: z.enum(DESK_KINDS),
  customerId: text,
  name: text,
  phone: text,
  email: text,
  title: text,
  note: text,
  price: text,
  reason: text,
  settle: z.enum(SETTLE_WAYS).default('due'),
});

export type BookFields = z.output<typeof bookFields>;

type BookForm = { club: string; wanted: z.input<typeof bookAtDeskSchema> };

/** Parses the form that books at the desk. The verb's schema checks what it makes of it. */
export const bookFormSchema = bookFields.transform(
  (typed): BookForm => ({ club: typed.club, wanted: wantedOf(typed) }),
);

function wantedOf(typed: BookFields): BookForm['wanted'] {
  const { kind, customerId, name, phone, email, title, note, price, reason, settle } = typed;
  const common = {
    courtIds: [...new Set([Number(typed.court), ...courtsIn(typed)])],
    date: typed.date,
    startTime: typed.time,
    kind,
    ...(note && { note }),
  };
  if (!isGame({ kind })) return { ...common, durationMinutes: untilMinutes(typed), ...(title && { title }) };
  const [players, extras] = [playersIn(typed), extrasIn(typed)];
  return {
    ...common,
    durationMinutes: Number(typed.duration),
    ...(customerId && { customerId }),
    ...(!customerId && name && { customer: { name, ...(phone && { phone }), ...(email && { email }) } }),
    ...(players.length > 0 && { players }),
    ...(extras.length > 0 && { extras }),
    ...(price && { price: { amount: decimal(price), reason } }),
    settle: settle === 'due' || settle === 'link' ? settle : { method: settle },
  };
}

/** Minutes from the start to the end of a block, which may be on the next day. */
export function untilMinutes({ time, until }: { time: string; until: string }): number {
  const [from, end] = [parseLocalTime(time), parseLocalTime(until)];
  if (from === null || end === null) return Number.NaN;
  return end > from ? end - from : end - from + DAY_MINUTES;
}

/** `36,50` → `36.50`, as people here write it. */
const decimal = (amount: string) => amount.replace(',', '.');
