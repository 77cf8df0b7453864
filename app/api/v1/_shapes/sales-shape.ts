import { z } from 'zod';
import type { ChangedSales } from '@/lib/clubs/arrival/change-sales';

const saleState = z.enum(['approved', 'published', 'paused']);

export const salesSchema = z.strictObject({
  id: z.int(),
  slug: z.string(),
  state: saleState,
  operation_id: z.uuid().nullable().describe('Null when it was so already, and in a preview.'),
});

export const salesShape = ({ club: { id, slug }, state, operationId }: ChangedSales) => ({
  id,
  slug,
  state,
  operation_id: operationId,
});

export const setUpSchema = z.strictObject({
  state: saleState,
  steps: z.array(
    z.strictObject({
      step: z.enum(['facts', 'courts', 'hours', 'prices', 'policy', 'team', 'test_booking']),
      done: z.boolean(),
      needed: z.boolean().describe('Whether the club cannot be published without it.'),
    }),
  ),
  missing_facts: z.array(z.enum(['address', 'coordinates', 'about_es', 'about_en', 'contact'])),
});
