import { z } from 'zod';
import { invalidRequest, noSuch } from './failure';
import { integer } from './params';

const created = z.union([
  integer.transform((at) => ({ gte: at, lte: at })),
  z.strictObject({ gt: integer, gte: integer, lt: integer, lte: integer }).partial(),
]);

/** The parameters every list takes. */
export const listParams = {
  limit: integer
    .refine((value) => value >= 1 && value <= 100, 'Limit must be between 1 and 100.')
    .default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: created.optional(),
};

type ListQuery = z.output<z.ZodObject<typeof listParams>>;

/** One page, newest first, as `{object: "list", data, has_more, url}`. */
export function listObjects<T extends { id: string; created: number }>(
  all: Iterable<T>,
  { limit, starting_after, ending_before, created: range = {} }: ListQuery,
  url: string,
) {
  if (starting_after !== undefined && ending_before !== undefined) {
    throw invalidRequest('You cannot parameterize both `starting_after` and `ending_before`.');
  }
  const matching = [...all].reverse().filter((item) => isWithin(item.created, range));
  const from = starting_after === undefined ? 0 : placeOf(matching, starting_after, 'starting_after') + 1;
  const until =
    ending_before === undefined ? matching.length : placeOf(matching, ending_before, 'ending_before');
  const rest = matching.slice(from, until);
  const data = ending_before === undefined ? rest.slice(0, limit) : rest.slice(-limit);
  return { object: 'list', data, has_more: data.length < rest.length, url };
}

function placeOf(items: readonly { id: string }[], id: string, param: string): number {
  const place = items.findIndex((item) => item.id === id);
  if (place === -1) throw noSuch('object', id, param);
  return place;
}

type Range = {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
};

const isWithin = (at: number, { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity }: Range) =>
  at > gt && at >= gte && at < lt && at <= lte;

/** The query of a list of objects of a charge. */
export const ofChargeParams = {
  ...listParams,
  charge: z.string().optional(),
  payment_intent: z.string().optional(),
};

type OfCharge = { charge?: string | undefined; payment_intent?: string | undefined };

/** Whether an object belongs to the requested charge or intent. Without one, every object does. */
export const isOfCharge = (asked: OfCharge) => (found: { charge: unknown; payment_intent: unknown }) =>
  (asked.charge === undefined || found.charge === asked.charge) &&
  (asked.payment_intent === undefined || found.payment_intent === asked.payment_intent);
