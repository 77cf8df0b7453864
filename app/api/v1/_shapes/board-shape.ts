import { z } from 'zod';
import { RESERVATION_KINDS, RESERVATION_STATUSES } from '@/db/schema';
import { instant, moneySchema } from './members';

export const windowSchema = z.strictObject({ starts_at: instant, ends_at: instant });

export const boardItemSchema = z
  .strictObject({
    id: z.uuid(),
    court_id: z.int(),
    kind: z.enum(RESERVATION_KINDS),
    status: z.enum(RESERVATION_STATUSES),
    starts_at: instant,
    ends_at: instant,
    revision: z.int().describe('A write names the one it saw.'),
    title: z.string().nullable(),
    customer: z
      .strictObject({
        id: z.uuid().optional().describe('From the confirmation on.'),
        name: z.string(),
        phone: z.string().optional(),
        user_id: z.uuid().optional(),
      })
      .nullable(),
    players: z.array(
      z.strictObject({ name: z.string(), user_id: z.uuid().optional(), checked_in_at: instant.nullable() }),
    ),
    price: moneySchema,
    paid: moneySchema.describe('Refunds under way are deducted.'),
    owed: moneySchema,
    checked_in_at: instant.nullable(),
    locked: z.boolean(),
    series_id: z.uuid().nullable(),
    note: z.string().nullable(),
  })
  .describe('What takes a place on the board of a club: a booking, a walk-in, a block or maintenance.');
