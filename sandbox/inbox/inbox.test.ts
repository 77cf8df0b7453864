import { expect, test } from 'vitest';
import { answerInbox } from './answer-inbox';
import { createOutbox, type Mail, type Sms } from './outbox';

const mail: Mail = {
  id: 'm1',
  channel: 'email',
  state: 'delivered',
  from: 'Pista <hola@pista.test>',
  to: ['Ana <ana@example.com>'],
  subject: '<script>alert(1)</script>',
  html: '<h1>Reserva hecha</h1>',
  text: 'Reserva hecha',
  cc: [],
  bcc: [],
  reply_to: [],
  attachments: [{ filename: 'reserva.ics', content_type: 'text/calendar', content: btoa('BEGIN:VCALENDAR') }],
  headers: {},
  tags: [],
  idempotency_key: null,
  created_at: '2026-05-01T10:00:00.000Z',
};

const sms: Sms = {
  id: 's1',
  channel: 'sms',
  state: 'undelivered',
  direction: 'outbound-api',
  error_code: 30005,
  status_callback: null,
  from: '+34600000000',
  to: ['+34611223344'],
  text: 'Tu pista a las 10:00',
  created_at: '2026-05-01T11:00:00.000Z',
};

const get = (path: string, messages: (Mail | Sms)[] = [mail, sms], method = 'GET') => {
  const url = new URL(path, 'http://inbox');
  const outbox = Object.assign(createOutbox(), { messages });
  const { pathname, searchParams } = url;
  const bytes = Buffer.alloc(0);
  const request = {
    method,
    path: pathname,
    rawPath: pathname,
    query: searchParams,
    headers: {},
    body: '',
    bytes,
  };
  return answerInbox(request, outbox);
};

test('the page lists the newest first, with state, attachment and nothing unescaped', () => {
  const page = String(get('/')?.body);
  expect(page.indexOf('data-id="s1"')).toBeLessThan(page.indexOf('data-id="m1"'));
  expect(page).toContain('SMS undelivered');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toContain('<script>alert(1)');
  expect(page).toContain(
    `download="reserva.ics" href="data:text/calendar;base64,${btoa('BEGIN:VCALENDAR')}"`,
  );
});

test('an empty inbox says what will come', () => {
  expect(get('/', [])?.body).toContain('Nothing has been sent yet');
});

test('a mail is shown without scripts, and one that is not there is not found', () => {
  const reply = get('/_inbox/mails/m1');
  expect(reply?.body).toContain('<h1>Reserva hecha</h1>');
  expect(reply?.headers?.['content-security-policy']).toContain('sandbox allow-popups');
  expect(get('/_inbox/mails/s1')?.status).toBe(404);
});

test.each([
  ['', ['s1', 'm1'], 2],
  ['?to=ana@example.com', ['m1'], 2],
  ['?to=%2B34611223344', ['s1'], 2],
  ['?channel=sms', ['s1'], 2],
  ['?to=luis@example.com', [], 2],
])('GET /_control/messages%s answers %j', (query, ids, total) => {
  expect(get(`/_control/messages${query}`)?.body).toMatchObject({
    total,
    count: ids.length,
    messages: ids.map((id) => ({ id })),
  });
});

test('DELETE /_control/messages empties the inbox', () => {
  expect(get('/_control/messages', [mail], 'DELETE')?.body).toMatchObject({ total: 0 });
});

test('every other path is left to the provider', () => {
  expect(get('/emails')).toBeUndefined();
});
