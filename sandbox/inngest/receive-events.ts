import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SANDBOX_KEYS } from '../providers';
import type { Reply, Request } from '../serve';
import { eventSchema, type InngestEvent } from './protocol';

const bodySchema = z.union([z.array(eventSchema), eventSchema.transform((event) => [event])]);

/** Receives the events that a client posts to `/e/:key`, and answers with their ids. */
export function receiveEvents(
  { path, headers, body }: Request,
  nowMs: number,
  accept: (events: InngestEvent[]) => void,
): Reply {
  if (decodeURIComponent(path.slice('/e/'.length)) !== SANDBOX_KEYS.INNGEST_EVENT_KEY) {
    return { status: 401, body: { error: 'Event key not found', status: 401 } };
  }
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error), status: 400 } };

  const seed = headers['x-inngest-event-id-seed'];
  const events = parsed.data.map((event, index) => ({
    ...event,
    id: event.id || idFrom(typeof seed === 'string' ? `${seed}:${index}` : randomUUID()),
    ts: event.ts || Math.round(nowMs),
  }));
  accept(events);
  return { body: { ids: events.map(({ id }) => id), status: 200 } };
}

/** The same ids for the same seed, so that a repeated request sends nothing twice. */
const idFrom = (seed: string) => createHash('sha256').update(seed).digest('hex').slice(0, 32);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
