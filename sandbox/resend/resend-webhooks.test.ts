import { describe, expect, test } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import { mail, start } from './resend-fixture';

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

  test('go where the account says, and only those it subscribed to', async () => {
    const { resend, events } = await start();
    const [first] = (await resend.webhooks.list()).data?.data ?? [];
    expect(first).toMatchObject({
      endpoint: expect.stringMatching(/\/api\/v1\/notifications\/resend-webhook$/),
      status: 'enabled',
      events: expect.arrayContaining(['email.bounced']),
    });
    await resend.webhooks.update(first?.id ?? '', { events: ['email.delivered'] });
    await resend.webhooks.create({ endpoint: 'http://127.0.0.1:1/elsewhere', events: ['email.bounced'] });
    await resend.emails.send(mail);
    await expect.poll(() => events().map(({ type }) => type)).toEqual(['email.delivered']);
    expect((await resend.webhooks.update('unknown', { status: 'disabled' })).error).toMatchObject({
      statusCode: 404,
    });
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
    const { resend, sandbox, fault } = await start();
    await fault({ mode: 'hang' });
    const { error } = await resend.emails.send(mail, { signal: AbortSignal.timeout(50) });
    expect(error).toMatchObject({ name: 'application_error', statusCode: null });
    sandbox.faults.clear();
    await fault({ mode: 'delay', delay_ms: 10 });
    expect((await resend.emails.send(mail)).error).toBeNull();
  });

  test('that wait for their moment go out at once when they are flushed', async () => {
    const { sandbox, resend, events } = await start();
    const control = `${sandbox.url}/_control/webhooks`;
    await fetch(control, { method: 'POST', body: JSON.stringify({ spread_ms: 600_000 }) });
    await resend.emails.send(mail);
    const flushed = async () => (await fetch(`${control}/flush`, { method: 'POST' })).json();
    await expect.poll(async () => (await flushed()).pending).toBe(0);
    expect(events()).toHaveLength(2);
  });

  test('a key that is forgotten lets a repeated mail go out again', async () => {
    const { sandbox, resend } = await start();
    const send = async () => (await resend.emails.send(mail, { idempotencyKey: 'once' })).data?.id;
    const first = await send();
    expect(await send()).toBe(first);
    await fetch(`${sandbox.url}/_control/idempotency_keys/forget`, { method: 'POST' });
    expect(await send()).not.toBe(first);
  });
});
