import type { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { ServiceName } from './registry';

/**
 * Parses what a provider answered into our own type.
 * @throws AppError service_unavailable when it is not what its documentation says. The breaker does not hear of
 * it: one odd object must not close the door on all the others.
 */
export function readReply<Schema extends z.ZodType>(
  service: ServiceName,
  schema: Schema,
  reply: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  throw new AppError('service_unavailable', `${service} gave an answer that could not be understood.`, {
    cause: parsed.error,
    retryAfterSeconds: 60,
  });
}
