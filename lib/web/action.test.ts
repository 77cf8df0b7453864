import { expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '@/db';
import { AppError } from '@/lib/core/errors';
import { makeUser } from '@/test/factories';
import { browserHeaders } from '@/test/requests';
import { runAction } from './action';

const who = async (headers: Record<string, string>) =>
  runAction(new Headers(headers), new FormData(), z.object({}), async (ctx) => ctx.actor.kind);

test('an action acts as whoever’s browser sends its form, from a page of ours alone', async () => {
  const headers = await browserHeaders(await makeUser());
  expect(await who(headers)).toEqual({ ok: true, data: 'person' });
  expect(await who({ ...headers, origin: 'https://evil.test' })).toMatchObject({
    ok: false,
    code: 'forbidden',
  });
});

test('an action that cannot be told who sends it, while the database is away, answers so', async () => {
  const headers = await browserHeaders(await makeUser());
  const answer = await sql().begin(async (tx) => {
    await tx`lock table users in access exclusive mode`;
    return who(headers);
  });
  expect(answer).toMatchObject({ ok: false, code: 'service_unavailable', retryAfterSeconds: 2 });
});

test('a refused form comes back with what was typed, without secrets, unless scripts sent it', async () => {
  const form = new FormData();
  form.set('name', 'Ana');
  form.set('password', 'a secret of Ana');
  const schema = z.object({ name: z.literal('Bea') });
  const answerTo = async (more: Record<string, string>) =>
    runAction(
      new Headers({ ...(await browserHeaders(await makeUser())), ...more }),
      form,
      schema,
      async () => null,
    );
  expect(await answerTo({})).toMatchObject({ ok: false, typed: { name: 'Ana' } });
  expect(JSON.stringify(await answerTo({}))).not.toContain('secret of Ana');
  expect(await answerTo({ 'next-action': 'an id' })).not.toHaveProperty('typed');
});

test('a refusal names which of its causes it has', async () => {
  const refuse = async () => {
    throw new AppError('conflict', 'The date is taken.', { details: { reason: 'date_taken' } });
  };
  const headers = new Headers(await browserHeaders(await makeUser()));
  expect(await runAction(headers, new FormData(), z.object({}), refuse)).toMatchObject({
    code: 'conflict',
    reason: 'date_taken',
  });
});
