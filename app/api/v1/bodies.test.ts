import { describe, expect, test } from 'vitest';
import { makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { useApi } from '@/test/serve-api';
import { endpoints } from './_contract/endpoints';

const api = useApi();
const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Each is refused before the path's object is read. */
const REFUSED = [
  ['an unknown key', '{"constructor":1}', 'application/json', 400, 'invalid_input'],
  ['70 KB', JSON.stringify({ note: 'x'.repeat(70_000) }), 'application/json', 413, 'payload_too_large'],
  ['text', 'hello', 'text/plain', 415, 'unsupported_media_type'],
] as const;

const writes = endpoints.filter(
  ({ method, handler }) => method !== 'GET' && handler.options.body !== 'raw' && !handler.options.form,
);

/** The numbers that some addresses need. */
const QUERIES: Readonly<Record<string, string>> = {
  'DELETE /reservations/{id}/check-in': '?revision=0',
  'DELETE /reservations/{id}/participants': '?position=0',
  'DELETE /reservations/{id}/participants/{position}/check-in': '?name=Ana',
  'DELETE /series/{id}': '?scope=all&revision=0',
};

describe.each(writes)('the body of $method $path', ({ method, path }) => {
  const url = `/api/v1${path.replace('/notifications/{id}', '/notifications/7').replace('/clubs/{id}/approve', '/clubs/7/approve').replace('/courts/{id}', '/courts/7').replace('{id}', nobody).replace('{key_id}', nobody).replace('{photo_id}', nobody).replace('{position}', '0')}${QUERIES[`${method} ${path}`] ?? ''}`;

  test.each(REFUSED)('may not be %s', async (_title, body, type, status, error) => {
    const headers = await keyHeaders(await makeUser({ operatorSince: new Date() }));
    const response = await fetch(`${api()}${url}`, {
      method,
      headers: { ...headers, 'content-type': type },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
  });
});
