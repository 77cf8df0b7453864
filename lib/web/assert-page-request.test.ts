import { expect, test } from 'vitest';
import { assertPageRequest } from './assert-page-request';

const BOUNDARY = 'between';
const FORM = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="0"\r\n\r\n[]\r\n--${BOUNDARY}--\r\n`;
const own = { origin: 'http://localhost:3000', 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
const scripted = { ...own, 'next-action': '40ab' };

function send(body: BodyInit, headers: Record<string, string>): Promise<void> {
  const init = { method: 'POST', headers, body, duplex: 'half' };
  return assertPageRequest(new Request('http://localhost:3000/es', init));
}

/** Sends no Content-Length. */
const streamed = (text: string) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(text));
    },
  });

test.each([
  ['a form', FORM, own],
  ['a form that scripts send', FORM, scripted],
  ['a list that scripts send', '[{"a":1}]', { ...scripted, 'content-type': 'text/plain;charset=UTF-8' }],
  ['what is no action at all', 'a=b', { ...own, 'content-type': 'application/x-www-form-urlencoded' }],
])('%s from a page of ours passes', async (_, body, headers) => {
  await expect(send(body, headers)).resolves.toBeUndefined();
});

test.each([
  ['without an Origin', { origin: '' }, 'forbidden'],
  ['from elsewhere', { origin: 'https://evil.example' }, 'forbidden'],
  [
    'from the host that it names itself',
    { origin: 'http://evil.example', host: 'evil.example' },
    'forbidden',
  ],
  ['without a boundary', { 'content-type': 'multipart/form-data' }, 'invalid_input'],
  ['with another boundary', { 'content-type': 'multipart/form-data; boundary=other' }, 'invalid_input'],
])('a form %s is refused', async (_, headers, code) => {
  await expect(send(FORM, { ...own, ...headers })).rejects.toMatchObject({ code });
});

test.each([
  ['that was cut off', FORM.slice(0, -20), own, 'invalid_input'],
  ['of 70 KB', FORM + 'x'.repeat(70_000), own, 'payload_too_large'],
  ['without an end', streamed('x'.repeat(10_000)), own, 'payload_too_large'],
  ['that is no list', '{}', { ...scripted, 'content-type': 'text/plain' }, 'invalid_input'],
  ['without a list', FORM.replace('"0"', '"1"'), scripted, 'invalid_input'],
])('a body %s is refused', async (_, body, headers, code) => {
  await expect(send(body, headers)).rejects.toMatchObject({ code });
});

test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is nothing that a page can do', async (method) => {
  const request = new Request('http://localhost:3000/es', { method });
  await expect(assertPageRequest(request)).rejects.toMatchObject({ code: 'method_not_allowed' });
});
