import { Resend } from 'resend';
import { describe, expect, test, vi } from 'vitest';
import { mail, start } from './resend-fixture';
import { SENDING_KEY } from './start-resend';

describe('sending', () => {
  test('a mail is taken, can be looked up and lies in the inbox with its attachment', async () => {
    const { resend, messages, events } = await start();
    const { data } = await resend.emails.send({
      ...mail,
      to: ['Ana <ana@example.com>', 'luis@example.com'],
      text: 'Hola',
      replyTo: 'club@example.com',
      tags: [{ name: 'kind', value: 'confirmed' }],
      attachments: [
        { filename: 'reserva.ics', content: Buffer.from('BEGIN:VCALENDAR'), contentType: 'text/calendar' },
      ],
    });
    await expect.poll(() => events().length).toBe(2);
    expect((await resend.emails.get(data?.id ?? '')).data).toMatchObject({
      subject: 'Reserva hecha',
      reply_to: ['club@example.com'],
      last_event: 'delivered',
    });
    expect(await messages('ANA@example.com')).toMatchObject([
      {
        id: data?.id,
        state: 'delivered',
        attachments: [
          { filename: 'reserva.ics', content: btoa('BEGIN:VCALENDAR'), content_type: 'text/calendar' },
        ],
      },
    ]);
    expect(await messages('nobody@example.com')).toEqual([]);
  });

  test.each([
    ['no recipient', { to: undefined }, 422, 'missing_required_field', 'Missing `to` field.'],
    ['a recipient that is no address', { to: 'ana' }, 422, 'validation_error', 'Invalid `to` field'],
    ['a sender that is no address', { from: 'Pista' }, 422, 'validation_error', 'Invalid `from` field'],
    ['no content', { html: undefined }, 422, 'missing_required_field', 'Missing `html` or `text` field.'],
    ['too many recipients', { to: Array(51).fill('a@b.co') }, 422, 'validation_error', 'between 1 and 50'],
    [
      'an attachment that is not Base64',
      { attachments: [{ filename: 'a', content: '¡!' }] },
      422,
      'invalid_attachment',
      'attachments',
    ],
    [
      'a sender at an unverified domain',
      { from: 'a@unverified.test' },
      403,
      'validation_error',
      'not verified',
    ],
  ])('%s is refused as Resend refuses it', async (_what, change, statusCode, name, message) => {
    const { resend } = await start();
    const { error } = await resend.post('/emails', { ...mail, ...change });
    expect(error).toMatchObject({ statusCode, name, message: expect.stringContaining(message) });
  });

  test('an unknown mail is not found', async () => {
    const { resend } = await start();
    expect((await resend.emails.get('none')).error).toMatchObject({ statusCode: 404, name: 'not_found' });
  });

  test('a strict batch is sent whole or not at all, a permissive one names what it left out', async () => {
    const { resend, messages } = await start();
    const batch = [mail, { ...mail, to: 'wrong' }];
    expect((await resend.batch.send(batch)).error?.name).toBe('validation_error');
    expect(await messages('ana@example.com')).toHaveLength(0);
    const { data } = await resend.batch.send(batch, { batchValidation: 'permissive' });
    expect(data?.data).toHaveLength(1);
    expect(data?.errors).toMatchObject([{ index: 1 }]);
    expect(await messages('ana@example.com')).toHaveLength(1);
  });

  test('a wrong key is refused, 401 when it sends and else 400; the domain is verified', async () => {
    const { resend, sandbox } = await start();
    expect((await fetch(`${sandbox.url}/domains`)).status).toBe(401);
    const stranger = new Resend('re_wrong', { baseUrl: sandbox.url });
    const refusal = { name: 'validation_error', message: 'API key is invalid' };
    expect((await stranger.emails.send(mail)).error).toMatchObject({ statusCode: 401, ...refusal });
    expect((await stranger.domains.list()).error).toMatchObject({ statusCode: 400, ...refusal });
    expect((await resend.domains.list()).data?.data).toMatchObject([
      { name: 'pista.test', status: 'verified' },
    ]);
  });
});

test('a key that may only send does so, and reads nothing', async () => {
  const { sandbox } = await start();
  const sender = new Resend(SENDING_KEY, { baseUrl: sandbox.url });
  expect((await sender.emails.send(mail)).error).toBeNull();
  expect((await sender.domains.list()).error).toMatchObject({ statusCode: 401, name: 'restricted_api_key' });
});

describe('an idempotency key', () => {
  test('gives the same mail for the same request and refuses another', async () => {
    const { resend, messages } = await start();
    const first = await resend.emails.send(mail, { idempotencyKey: 'notice/1' });
    const second = await resend.emails.send(mail, { idempotencyKey: 'notice/1' });
    expect(second.data).toEqual(first.data);
    const other = await resend.emails.send({ ...mail, subject: 'Otra' }, { idempotencyKey: 'notice/1' });
    expect(other.error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' });
    expect(await messages('ana@example.com')).toHaveLength(1);
  });

  test('is forgotten after 24 hours', async () => {
    const now = vi.fn(() => 0);
    const { resend, messages } = await start({ now });
    const day = 24 * 60 * 60 * 1000;
    const send = async () => (await resend.emails.send(mail, { idempotencyKey: 'notice/1' })).data?.id;
    const first = await send();
    now.mockReturnValue(day - 1);
    expect(await send()).toBe(first);
    now.mockReturnValue(day);
    expect(await send()).not.toBe(first);
    expect(await messages('ana@example.com')).toHaveLength(2);
  });

  test('in use by another request is refused, and a refused request leaves it free', async () => {
    const { resend } = await start({ acceptMs: 1_000 });
    const send = (change = {}) => resend.emails.send({ ...mail, ...change }, { idempotencyKey: 'notice/1' });
    expect((await send({ to: 'wrong' })).error?.name).toBe('validation_error');
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ error }) => error?.name ?? 'taken').toSorted()).toEqual([
      'concurrent_idempotent_requests',
      'taken',
    ]);
  });

  test('longer than 256 characters is refused', async () => {
    const { resend } = await start();
    const { error } = await resend.emails.send(mail, { idempotencyKey: 'x'.repeat(257) });
    expect(error).toMatchObject({ statusCode: 400, name: 'invalid_idempotency_key' });
  });
});
