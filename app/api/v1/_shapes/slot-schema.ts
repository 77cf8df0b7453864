import { z } from 'zod';
import { instant, localTime, moneySchema, spoken } from './members';

export const slot = {
  start_time: localTime,
  end_time: localTime,
  starts_at: instant,
  ends_at: instant,
  price: moneySchema,
};
export const slotSchema = z.strictObject(slot);

/** A place of the same club that can be booked instead. */
export const alternativeSchema = slotSchema.extend({ court_id: z.int(), court: z.string() });

export const priceLineSchema = z
  .strictObject({
    rule_id: z.int(),
    rule: spoken,
    minutes: z.int(),
    price_per_hour: moneySchema,
    amount_minor: z.number().describe('The exact share, unrounded; the total is rounded once.'),
  })
  .describe('One stretch of a price, with the rule it comes from.');
