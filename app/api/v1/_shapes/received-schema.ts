import { z } from 'zod';

/** What a provider is answered whose event was stored. */
export const receivedSchema = z.strictObject({ received: z.literal(true) });
