import { Resend } from 'resend';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { catchWebhooks } from '../catch-webhooks';
import { SANDBOX_KEYS } from '../providers';
import { type ResendOptions, startResend } from './start-resend';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const FROM = 'Pista <hola@pista.test>';
const mail = { from: FROM, to: 'ana@example.com', subject: 'Reserva hecha', html: '<p>Hola</p>' };

async function start(options: Partial<ResendOptions> & { statuses?: number[] } = {}) {
  const { statuses, ...rest } = options;
  const app = await catchWebhooks(statuses);
  const sandbox = await startResend({ port: 0, appUrl: () => app.url, stepMs: 1, acceptMs: 0, ...rest });
  closing.push(sandbox.close, app.close);
  const events = () => app.caught.map((request) => JSON.parse(request.body));
  const post = (path: string, body: object) =>
    fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return {
    app,
    sandbox,
    events,
    fault: (body: object) => post('/_faults', { times: 1, ...body }),
    webhooks: (body: object) => post('/_control/webhooks', body),
    resend: new Resend(SANDBOX_KEYS.RESEND_API_KEY, { baseUrl: sandbox.url }),
    messages: async (to: string) =>
      (await (await fetch(`${sandbox.url}/_control/messages?to=${encodeURIComponent(to)}`)).json()).messages,
  };
}

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

  test('without a key the answer is 401, with a wrong one 403; the domain is verified', async () => {
    const { resend, sandbox } = await start();
    expect((await fetch(`${sandbox.url}/domains`)).status).toBe(401);
    const stranger = new Resend('re_wrong', { baseUrl: sandbox.url });
    expect((await stranger.emails.send(mail)).error).toMatchObject({
      statusCode: 403,
      name: 'invalid_api_key',
    });
    expect((await resend.domains.list()).data?.data).toMatchObject([
      { name: 'pista.test', status: 'verified' },
    ]);
  });
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
    const { resend } = await start({ acceptMs: 100 });
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

describe('webhooks', () => {
  test.each([
    ['ana', ['email.sent', 'email.delivered'], {}],
    ['bounced', ['email.sent', 'email.bounced'], { bounce: { type: 'Permanent' } }],
    [
      'softbounce',
      ['email.sent', 'email.delivery_delayed', 'email.bounced'],
      { bounce: { type: 'Transient' } },
    ],
    ['complaint', ['email.sent', 'email.delivered', 'email.complained'], {}],
    ['delayed', ['email.sent', 'email.delivery_delayed', 'email.delivered'], {}],
    ['failing', ['email.failed'], { failed: { reason: 'reached_daily_quota' } }],
    ['suppressed', ['email.suppressed'], { suppressed: { type: 'OnAccountSuppressionList' } }],
  ])('to %s@… tell %j', async (local, types, details) => {
    const { resend, events } = await start();
    const to = `${local}@example.com`;
    const { data } = await resend.emails.send({ ...mail, to, tags: [{ name: 'notice', value: '7' }] });
    await expect
      .poll(() =>
        events()
          .map(({ type }) => type)
          .toSorted(),
      )
      .toEqual(types.toSorted());
    expect(events().find(({ type }) => type === types.at(-1)).data).toMatchObject({
      email_id: data?.id,
      to: [to],
      tags: { notice: '7' },
      ...details,
    });
  });

  test('are signed so that the SDK verifies them, and a changed body does not pass', async () => {
    const { resend, app } = await start();
    await resend.emails.send(mail);
    await expect.poll(() => app.caught.length).toBe(2);
    const [request] = app.caught;
    const verify = (payload = '') =>
      resend.webhooks.verify({
        payload,
        webhookSecret: SANDBOX_KEYS.RESEND_WEBHOOK_SECRET,
        headers: {
          id: String(request?.headers['svix-id']),
          timestamp: String(request?.headers['svix-timestamp']),
          signature: String(request?.headers['svix-signature']),
        },
      });
    expect(request?.path).toBe('/api/v1/notifications/resend-webhook');
    expect(verify(request?.body)).toMatchObject({ type: 'email.sent' });
    expect(() => verify(`${request?.body} `)).toThrow('No matching signature found');
  });

  test('that are not taken come again under the same id', async () => {
    const { resend, app } = await start({ statuses: [500] });
    await resend.emails.send({ ...mail, to: 'fail@example.com' });
    await expect.poll(() => app.caught.map((request) => request.headers['svix-id']).length).toBe(2);
    expect(new Set(app.caught.map((request) => request.headers['svix-id'])).size).toBe(1);
  });

  test('come in as many copies as the switch says, and not at all at nought', async () => {
    const { resend, app, webhooks, sandbox } = await start();
    await webhooks({ copies: 3, spread_ms: 5 });
    await resend.emails.send({ ...mail, to: 'fail@example.com' });
    await expect.poll(() => app.caught.length).toBe(3);
    await webhooks({ copies: 0 });
    await resend.emails.send({ ...mail, to: 'fail@example.com' });
    const told = async () => (await fetch(`${sandbox.url}/_control/webhooks`)).json();
    await expect.poll(async () => (await told()).pending).toBe(0);
    expect((await told()).attempts).toHaveLength(3);
  });
});

describe('faults', () => {
  test('a status comes in the words of Resend', async () => {
    const { resend, fault, messages } = await start();
    await fault({ mode: 'status', status: 500 });
    expect((await resend.emails.send(mail)).error).toMatchObject({
      statusCode: 500,
      name: 'internal_server_error',
    });
    await fault({ mode: 'status', status: 429, retry_after: 3 });
    const limited = await resend.emails.send(mail);
    expect(limited.error).toMatchObject({ statusCode: 429, name: 'rate_limit_exceeded' });
    expect(limited.headers?.['retry-after']).toBe('3');
    expect(await messages('ana@example.com')).toHaveLength(0);
  });

  test('a refused line leaves no mail, a cut line leaves one that the same key finds again', async () => {
    const { resend, fault, messages } = await start();
    const send = () => resend.emails.send(mail, { idempotencyKey: 'notice/1' });
    await fault({ mode: 'refuse' });
    expect((await send()).error).toMatchObject({ name: 'application_error', statusCode: null });
    expect(await messages('ana@example.com')).toHaveLength(0);
    await fault({ mode: 'cut' });
    expect((await send()).error).toMatchObject({ name: 'application_error', statusCode: null });
    const [sent] = await messages('ana@example.com');
    expect((await send()).data?.id).toBe(sent.id);
  });

  test('a hang lasts until the caller gives up, a delay only delays', async () => {
    const { resend, fault } = await start();
    await fault({ mode: 'hang' });
    const { error } = await resend.emails.send(mail, { signal: AbortSignal.timeout(50) });
    expect(error).toMatchObject({ name: 'application_error', statusCode: null });
    await fault({ mode: 'delay', delay_ms: 10 });
    expect((await resend.emails.send(mail)).error).toBeNull();
  });
});
