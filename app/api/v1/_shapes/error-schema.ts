import { z } from 'zod';
import { ERROR_CODES } from '@/lib/core/errors';

/** The answer to every refusal and failure. */
export const errorSchema = z
  .looseObject({
    error: z.enum(ERROR_CODES),
    message: z.string().describe('One sentence a person can act on.'),
    request_id: z.string(),
    fields: z.record(z.string(), z.array(z.string())).optional(),
  })
  .describe(
    'Some codes carry more: `reason`, `alternatives`, `reservation`, `refund`, `difference`, `unfit`. A write with an older `revision` meets `conflict` with `current`, `changed_by` and `changed_at`. A session, never a key, meets `forbidden` with `reason` `step_up` (and `ways`) when the password or a second factor was not given within ten minutes, and with `second_factor` when an operator has none.',
  );
