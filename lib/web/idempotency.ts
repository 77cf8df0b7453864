import { and, eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { idempotencyKeys } from '@/db/schema';
import { type Actor, actorName } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { seal, sha256, unseal } from '@/lib/core/seal';
import { isRead } from './is-read';

const MAX_KEY_LENGTH = 255;
const PURPOSE = 'idempotency';

/** The `Retry-After` of a repeated answer that Stripe is away. The pause of the first answer is over by then. */
const AWAY_SECONDS = 5;

/** A first request without an answer for this long has died. The next request with its key takes over. */
const abandoned = sql`now() - interval '1 minute'`;
const aDayAgo = sql`now() - interval '24 hours'`;

/**
 * The `Idempotency-Key` of a write, if it has one.
 * @throws AppError invalid_input for a key of the wrong length
 */
export function clientKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null || isRead(request)) return undefined;
  if (key.length > 0 && key.length <= MAX_KEY_LENGTH) return key;
  throw new AppError('invalid_input', `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters.`);
}

/**
 * Names this request among all of its person's, for a row that it writes (`ctx.requestKey`). The header's key alone
 * may be used again after a day.
 */
export const requestKeyOf = (key: string, request: Request, body: unknown): string =>
  sha256(`${key}\n${contentOf(request, body)}`);

/** Some writes say in their query what they do. A POST is named without its method, as its kept keys are. */
function contentOf({ method, url }: Request, body: unknown): string {
  const { pathname, search } = new URL(url);
  return `${method === 'POST' ? pathname : `${method} ${pathname}${search}`}\n${JSON.stringify(body)}`;
}

/**
 * Runs a write once for each `Idempotency-Key` of a person within 24 hours; answers that ask for another try (429,
 * 500, 503 without a saved reservation) are not kept. A verb that must not repeat after a crash keeps
 * `ctx.requestKey` on its own row.
 * @throws AppError conflict for the same key with another request, or while the first is still running
 */
export async function answerOnce(
  sender: Sender,
  key: string,
  request: Request,
  body: unknown,
  run: () => Promise<Response>,
): Promise<Response> {
  const requestHash = sha256(contentOf(request, body));
  const actor = holderOf(sender);
  const id = and(eq(idempotencyKeys.actor, actor), eq(idempotencyKeys.key, key));
  if (!(await claim(actor, key, requestHash))) return repeat(requestHash, id);

  const response = await run();
  const text = await response.text();
  if (isWorthKeeping(response.status, text)) {
    const answer = { status: response.status, sealedBody: seal(PURPOSE, text) };
    await db().update(idempotencyKeys).set(answer).where(id);
  } else {
    await db().delete(idempotencyKeys).where(id);
  }
  return new Response(bodyOf(text), response);
}

/** Who may repeat a request: a person, or a visitor in one browser. */
export type Sender = Extract<Actor, { kind: 'person' | 'visitor' }>;

/** What a person and each key of a club were answered is kept apart, since their rights differ. */
const holderOf = (sender: Sender): string =>
  sender.kind === 'person' && sender.via.kind === 'clubKey'
    ? `club_key:${sender.via.tokenId}`
    : actorName(sender);

/** Takes the key. A key may be taken again after a day, or after its first request died. */
async function claim(actor: string, key: string, requestHash: string): Promise<boolean> {
  const claimed = await db()
    .insert(idempotencyKeys)
    .values({ actor, key, requestHash })
    .onConflictDoUpdate({
      target: [idempotencyKeys.actor, idempotencyKeys.key],
      set: { requestHash, status: null, sealedBody: null, createdAt: sql`now()` },
      setWhere: sql`${idempotencyKeys.createdAt} < ${aDayAgo}
        or (${idempotencyKeys.status} is null and ${idempotencyKeys.createdAt} < ${abandoned})`,
    })
    .returning({ key: idempotencyKeys.key });
  return claimed.length > 0;
}

async function repeat(requestHash: string, id: ReturnType<typeof and>): Promise<Response> {
  const [first] = await db().select().from(idempotencyKeys).where(id);
  if (first && first.requestHash !== requestHash) {
    throw new AppError('conflict', 'This Idempotency-Key was used for another request.');
  }
  if (!first?.status || first.sealedBody === null) {
    throw new AppError('conflict', 'The first request with this Idempotency-Key is still being worked on.', {
      retryAfterSeconds: 1,
    });
  }
  return new Response(bodyOf(unseal(PURPOSE, first.sealedBody)), {
    status: first.status,
    headers: {
      'Content-Type': 'application/json',
      'Idempotent-Replayed': 'true',
      ...(first.status === 503 && { 'Retry-After': String(AWAY_SECONDS) }),
    },
  });
}

/** An answer 204 may not have a body, not even an empty one. */
const bodyOf = (text: string) => (text === '' ? null : text);

const isWorthKeeping = (status: number, text: string) =>
  status < 429 || (status === 503 && text.includes('"payment_service_unavailable"'));
