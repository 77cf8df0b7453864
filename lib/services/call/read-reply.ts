import { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import type { ServiceName } from './registry';

const named = z.looseObject({ id: z.string() });

/**
 * An answer that does not fit the provider's documentation. A request treats it as an outage; a run over many objects
 * skips the one.
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
 * Parses a provider's answer into our own type. The breaker does not count a failure, since one odd object must not
 * block all others.
 * @throws UnreadableReply (service_unavailable) when the answer does not fit its documentation
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
