import { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import type { ServiceName } from './registry';

const named = z.looseObject({ id: z.string() });

/**
 * An answer that is not what its provider's documentation says. For a request it is an outage like any other; a run
 * over many objects steps over the one.
 */
export class UnreadableReply extends AppError {
  /** The id of the object, where it has one. */
  readonly objectId: string | null;

  constructor(
    service: ServiceName,
    readonly reply: unknown,
    cause: z.ZodError,
  ) {
    super('service_unavailable', `${service} gave an answer that could not be understood.`, {
      cause,
      retryAfterSeconds: 60,
    });
    this.objectId = named.safeParse(reply).data?.id ?? null;
  }
}

/**
 * Parses what a provider answered into our own type.
 * @throws UnreadableReply (service_unavailable) when it is not what its documentation says. The breaker does not hear
 * of it: one odd object must not close the door on all the others.
 */
export function readReply<Schema extends z.ZodType>(
  service: ServiceName,
  schema: Schema,
  reply: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  throw new UnreadableReply(service, reply, parsed.error);
}
