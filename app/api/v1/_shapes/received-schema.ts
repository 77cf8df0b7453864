import { z } from 'zod';

/** The answer to a provider whose event was stored. */
export const receivedSchema = z.strictObject({ received: z.literal(true) });
