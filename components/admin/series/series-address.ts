import { z } from 'zod';
import { askedTime } from '@/lib/core/input/asked-time';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';
import { isLocalDate } from '@/lib/core/time';
import { type CreateSeries, createSeriesSchema } from '@/lib/desk/series/read-series-wish';

const date = z.string().refine(isLocalDate);
const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((days): unknown[] => [days].flat());
const typed = (most: number) => z.string().trim().max(most).default('');

const addressSchema = z.object({
  kind: z.enum(['booking', 'block', 'maintenance']),
  court: plainId,
  weekday: oneOrMore.pipe(z.array(plainInteger(1, 7)).min(1).max(7)),
  every: plainInteger(1, 8),
  start: askedTime,
  length: plainInteger(5, 1440),
  from: date,
  until: date,
  /** Whoever it is for, as the desk finds them. */
  who: typed(100),
  /** The customer whom the desk chose before, and the words that stood in `who` then. */
  customer: z.uuid().optional(),
  named: typed(100),
  title: typed(80),
  note: typed(2000),
  price: typed(20),
  reason: typed(200),
});
export type SeriesAddress = z.output<typeof addressSchema>;

export type Search = Record<string, string | string[] | undefined>;

/** The series that an address of the page asks for, null when it asks for none. */
export const readSeriesAddress = (search: Search): SeriesAddress | null =>
  addressSchema.safeParse(search).data ?? null;

const typedSchema = addressSchema.partial();
export type TypedSeries = z.output<typeof typedSchema>;

/** What of an address fits by itself, with which the form begins. */
export const typedIn = (search: Search): TypedSeries =>
  typedSchema.parse(
    Object.fromEntries(
      Object.entries(addressSchema.shape).flatMap(([name, field]) =>
        search[name] !== undefined && field.safeParse(search[name]).success ? [[name, search[name]]] : [],
      ),
    ),
  );

/** The customer whom the address names for sure. Other words in `who` mean somebody else. */
export const chosenIn = ({ customer, named, who }: SeriesAddress): string | null =>
  customer !== undefined && named === who ? customer : null;

/** The same as a wish, or at which member it is none. `customerId` is whom `who` names. */
export function wishOf(asked: SeriesAddress, customerId: string | null) {
  const { title, note, price, reason } = asked;
  const isSold = asked.kind === 'booking';
  const parsed = createSeriesSchema.safeParse({
    courtId: asked.court,
    kind: asked.kind,
    weekdays: [...new Set(asked.weekday)],
    everyWeeks: asked.every,
    startTime: asked.start,
    durationMinutes: asked.length,
    from: asked.from,
    until: asked.until,
    ...(isSold && customerId !== null && { customerId }),
    ...(isSold && price !== '' && { price: { amount: price.replace(',', '.'), reason } }),
    ...(title !== '' && { title }),
    ...(note !== '' && { note }),
  });
  if (parsed.success) return { wish: parsed.data satisfies CreateSeries };
  return {
    problem: parsed.error.issues.some(({ path }) => path[0] === 'price') ? 'price' : 'unfit',
  } as const;
}
