import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { breakerOf, resetBreakers } from '@/lib/services/call/shared-breakers';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { listEmailDomains, parseResendWebhook, sendEmail } from './resend';

const sandbox = useSandbox({ providers: ['resend'] });

afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

const mail = (to: string) => ({
  to,
  subject: 'Tu reserva',
  html: '<p>Pista 1</p>',
  text: 'Pista 1',
  attachments: [{ filename: 'reserva.ics', content: 'SUMMARY:Pádel', contentType: 'text/calendar' }],
  tags: { notice: 'n1' },
});
const someone = () => `ana-${randomUUID()}@pista.test`;

const inbox = z.looseObject({
  messages: z.array(
    z.looseObject({ id: z.string(), attachments: z.array(z.looseObject({ content: z.string() })) }),
  ),
});

async function delivered(to: string) {
  const response = await fetch(`${sandbox().urls.resend}/_control/messages?to=${to}`);
  return inbox.parse(await response.json()).messages;
}

describe('sending', () => {
  test('a mail is handed over with its attachment byte for byte', async () => {
    const to = someone();
    const { id } = await sendEmail(mail(to), randomUUID());
    const [message] = await delivered(to);
    expect(message?.id).toBe(id);
    const content = message?.attachments[0]?.content ?? '';
    expect(Buffer.from(content, 'base64').toString('utf8')).toBe('SUMMARY:Pádel');
  });

  test('a mail comes in the name of its sender, whatever they are called, and answers go to them', async () => {
    const to = someone();
    const send = (name: string, replyTo: string | null) =>
      sendEmail({ ...mail(to), sender: { name, replyTo } }, randomUUID());
    await send('Club Pádel Norte', 'norte@pista.test');
    await send('"Otro" <otro@evil.test>\r\nBcc: b@evil.test\\', null);
    await sendEmail(mail(to), randomUUID());
    expect((await delivered(to)).map(({ from, reply_to }) => [from, reply_to])).toEqual([
      ['Pista <hola@pista.test>', []],
      ['"Otro otro evil.test Bcc: b evil.test · Pista" <hola@pista.test>', []],
      ['"Club Pádel Norte · Pista" <hola@pista.test>', ['norte@pista.test']],
    ]);
  });

  test('a picture comes under the name by which the HTML shows it, byte for byte', async () => {
    const to = someone();
    const png = new Uint8Array([137, 80, 78, 71, 0, 255]);
    const part = { filename: 'court.png', content: png, contentType: 'image/png', contentId: 'court' };
    const html = '<img src="cid:court"/>';
    const { id } = await sendEmail({ ...mail(to), html, attachments: [part] }, randomUUID());
    const [message] = await delivered(to);
    const content = Buffer.from(png).toString('base64');
    expect(message?.attachments).toEqual([
      { filename: 'court.png', content_type: 'image/png', content_id: 'court', content },
    ]);
    const shown = await (await fetch(`${sandbox().urls.resend}/_inbox/mails/${id}`)).text();
    expect(shown).toContain(`<img src="data:image/png;base64,${content}"/>`);
  });

  test('the same key sends once, also when the answer to the first was lost', async () => {
    const [to, key] = [someone(), randomUUID()];
    await addFault(sandbox(), 'resend', { mode: 'cut', times: 1 });
    await expect(sendEmail(mail(to), key)).rejects.toMatchObject({ code: 'service_unavailable' });
    const { id } = await sendEmail(mail(to), key);
    expect(await delivered(to)).toMatchObject([{ id }]);
  });

  test('the same key with another content is refused for good', async () => {
    const key = randomUUID();
    await sendEmail(mail(someone()), key);
    await expect(sendEmail(mail(someone()), key)).rejects.toBeInstanceOf(ProviderRefusal);
  });

  test('the same mail handed over twice at once is asked to come back, which is nobody’s outage', async () => {
    const refusal = async () => {
      const [to, key] = [someone(), randomUUID()];
      const all = await Promise.allSettled([sendEmail(mail(to), key), sendEmail(mail(to), key)]);
      return all.find((outcome) => outcome.status === 'rejected')?.reason;
    };
    // Two that do not meet both go through.
    await expect.poll(refusal).toMatchObject({ code: 'service_unavailable', retryAfterSeconds: 1 });
    expect(breakerOf('email').state).toBe('closed');
  });

  test('an address that cannot be is refused for good', async () => {
    await expect(sendEmail(mail('nobody'), randomUUID())).rejects.toBeInstanceOf(ProviderRefusal);
  });

  test.each([
    { mode: 'status', status: 500 },
    { mode: 'refuse' },
    { mode: 'status', status: 429, retry_after: 9 },
  ])('an outage is service_unavailable (%j)', async (fault) => {
    await addFault(sandbox(), 'resend', fault);
    await expect(sendEmail(mail(someone()), randomUUID())).rejects.toMatchObject({
      code: 'service_unavailable',
      retryAfterSeconds: fault.retry_after ?? 1,
    });
  });
});

test('the sending domains are listed with their state', async () => {
  expect(await listEmailDomains()).toMatchObject([{ status: 'verified' }]);
});

describe('webhooks', () => {
  const body = JSON.stringify({
    type: 'email.bounced',
    created_at: '2026-11-23T10:00:00Z',
    data: { email_id: 'em_1', to: ['ana@pista.test'], bounce: { type: 'Permanent', subType: 'General' } },
  });
  const signed = (secret: string, payload = body, at = new Date()) =>
    new Headers({
      'svix-id': 'msg_1',
      'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
      'svix-signature': new Webhook(secret).sign('msg_1', at, payload),
    });

  test('a signed bounce is read', () => {
    expect(parseResendWebhook(body, signed(SANDBOX_KEYS.RESEND_WEBHOOK_SECRET))).toMatchObject({
      id: 'msg_1',
      type: 'email.bounced',
      emailId: 'em_1',
      bounceType: 'Permanent',
      to: ['ana@pista.test'],
    });
  });

  test.each([
    ['another secret', () => signed('whsec_b3RoZXI=')],
    [
      'an old signature',
      () => signed(SANDBOX_KEYS.RESEND_WEBHOOK_SECRET, body, new Date(Date.now() - 301_000)),
    ],
    ['the signature of another body', () => signed(SANDBOX_KEYS.RESEND_WEBHOOK_SECRET, `${body} `)],
    ['no signature', () => new Headers()],
  ])('%s is refused', (_, headers) => {
    expect(() => parseResendWebhook(body, headers())).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });
});
