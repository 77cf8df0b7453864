import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { idempotencyKeys } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import { makeUser } from '@/test/factories';
import { apiRequest, keyHeaders, pathParams } from '@/test/requests';
import { json, route } from './route';

let runs = 0;
/** A test sets it to hold the first request back until the second was answered. */
let gate: Promise<unknown> = Promise.resolve();
const create = route({ auth: 'required', body: z.strictObject({ name: z.string() }) }, async ({ body }) => {
  runs += 1;
  await gate;
  if (body.name === 'later')
    throw new AppError('service_unavailable', 'Come back.', { retryAfterSeconds: 1 });
  if (body.name === 'away')
    throw new AppError('payment_service_unavailable', 'Saved.', { retryAfterSeconds: 9 });
  return json({ run: runs, secret: 'shown-once' }, 201);
});

async function client() {
  const headers = await keyHeaders(await makeUser(), 'write');
  return (key: string, name = 'Ana') =>
    create(
      apiRequest('/api/v1/things', {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': key },
        body: { name },
      }),
      pathParams(),
    );
}

describe('a POST with an Idempotency-Key', () => {
  test('is done once, and a repeat gets the same answer', async () => {
    const post = await client();
    const first = await post('k1');
    const second = await post('k1');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  test('refuses the same key with another body', async () => {
    const post = await client();
    await post('k1');
    const other = await post('k1', 'Bea');
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ error: 'conflict' });
  });

  test('lets one of two at once through', async () => {
    const post = await client();
    const before = runs;
    let open = () => {};
    gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const both = [post('k1'), post('k1')];
    expect((await Promise.race(both)).status).toBe(409);
    open();
    const answers = await Promise.all(both);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(runs).toBe(before + 1);
  });

  test('keeps nothing of an answer that says to come back', async () => {
    const post = await client();
    const before = runs;
    await post('k1', 'later');
    await post('k1', 'later');
    expect(runs).toBe(before + 2);
  });

  test('is a new request to somebody else, and after a day', async () => {
    const [mine, theirs] = [await client(), await client()];
    const before = runs;
    await mine('k1');
    await theirs('k1');
    expect(runs).toBe(before + 2);
    await db()
      .update(idempotencyKeys)
      .set({ createdAt: new Date(Date.now() - 25 * 3_600_000) });
    await mine('k1', 'Bea');
    expect(runs).toBe(before + 3);
  });

  test('says when to come back to a payment service that is away, in the repeat as well', async () => {
    const post = await client();
    expect((await post('away', 'away')).headers.get('retry-after')).toBe('9');
    const repeated = await post('away', 'away');
    expect(repeated.status).toBe(503);
    expect(Number(repeated.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('leaves no secret readable in the database', async () => {
    const post = await client();
    await post('sealed');
    const [row] = await db().select().from(idempotencyKeys).where(eq(idempotencyKeys.key, 'sealed'));
    expect(row?.sealedBody).not.toContain('shown-once');
  });
});
