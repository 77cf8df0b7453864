import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Club, makeClub, makeCourt, makeStaff, makeUser } from '@/test/factories';
import { makePicture, photoForm } from '@/test/pictures';
import { keyHeaders } from '@/test/requests';
import { useApi } from '@/test/serve-api';

const api = useApi();
let club: Club;
let headers: Record<string, string>;
beforeAll(async () => {
  const manager = await makeUser();
  club = await makeClub();
  await makeStaff(manager.id, club.id, 'manager');
  headers = await keyHeaders(manager);
});

const send = (body: BodyInit, more: Record<string, string> = {}, query = '') =>
  fetch(`${api()}/api/v1/clubs/${club.slug}/photos${query}`, {
    method: 'POST',
    headers: { ...headers, ...more },
    body,
  });
const photo = z.object({ id: z.string(), urls: z.record(z.string(), z.string()) });
const errorOf = async (answer: Response) => {
  const { error, fields = {} } = z
    .object({ error: z.string(), fields: z.record(z.string(), z.array(z.string())).optional() })
    .parse(await answer.json());
  return { status: answer.status, error, fields: Object.keys(fields) };
};

test('a photo is added, listed, ordered, changed and taken away', async () => {
  const court = await makeCourt({ clubId: club.id });
  const added = await send(photoForm(await makePicture(), { court_id: String(court.id) }));
  expect(added.status).toBe(201);
  const body = await added.json();
  const { id } = photo.parse(body);
  expect(body).toEqual({
    id,
    court_id: court.id,
    alt: { es: 'La pista 1 de noche', en: 'Court 1 at night' },
    width: 1200,
    height: 900,
    urls: { 480: `/files/${id}/480`, 960: `/files/${id}/960`, 1600: `/files/${id}/1600` },
    revision: 0,
  });
  const path = `${api()}/api/v1/clubs/${club.slug}/photos`;
  expect(await (await fetch(path, { headers })).json()).toMatchObject({ photos: [{ id }] });
  const changed = await fetch(`${path}/${id}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ revision: 0, court_id: null }),
  });
  expect(await changed.json()).toMatchObject({ id, court_id: null, revision: 1 });
  expect((await fetch(`${path}/${id}`, { method: 'DELETE', headers })).status).toBe(204);
  expect(await (await fetch(path, { headers })).json()).toEqual({ photos: [] });
});

test('a preview answers what it would give and keeps nothing', async () => {
  const tried = await send(photoForm(await makePicture()), {}, '?preview=true');
  expect(tried.status).toBe(200);
  const listed = await fetch(`${api()}/api/v1/clubs/${club.slug}/photos`, { headers });
  expect(await listed.json()).toEqual({ photos: [] });
});

test('the same key and file get the same answer, another file is a conflict', async () => {
  const picture = await makePicture();
  const key = { 'idempotency-key': 'photo-1' };
  const first = await (await send(photoForm(picture), key)).json();
  const again = await send(photoForm(picture), key);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await again.json()).toEqual(first);
  expect(await errorOf(await send(photoForm(await makePicture()), key))).toMatchObject({ error: 'conflict' });
});

describe('is refused', () => {
  const large = new Uint8Array(11 * 1024 * 1024);
  const twice = () => {
    const form = photoForm(new Uint8Array(4));
    form.append('alt_es', 'otra vez');
    return form;
  };
  test.each<[string, () => BodyInit, Record<string, string>, object]>([
    ['JSON', () => '{}', { 'content-type': 'application/json' }, { status: 415 }],
    [
      'no form',
      () => 'hello',
      { 'content-type': 'multipart/form-data; boundary=x' },
      { status: 400, error: 'invalid_input' },
    ],
    ['11 MB', () => photoForm(large), {}, { status: 413, error: 'payload_too_large' }],
    ['a field twice', twice, {}, { status: 400, fields: ['alt_es'] }],
    [
      'an unknown field',
      () => photoForm(new Uint8Array(4), { price: '1' }),
      {},
      { status: 400, fields: ['price'] },
    ],
    [
      'a court that is none',
      () => photoForm(new Uint8Array(4), { court_id: '0' }),
      {},
      { status: 400, fields: ['court_id'] },
    ],
    [
      'a text of two lines',
      () => photoForm(new Uint8Array(4), { alt_es: 'a\nb' }),
      {},
      { status: 400, fields: ['alt_es'] },
    ],
    ['NUL in a text', () => photoForm(new Uint8Array(4), { alt_en: 'a\0b' }), {}, { status: 400 }],
    ['an SVG', () => photoForm(new TextEncoder().encode('<svg/>')), {}, { status: 400, fields: ['file'] }],
    ['an empty file', () => photoForm(new Uint8Array()), {}, { status: 400, fields: ['file'] }],
  ])('%s', async (_what, body, more, expected) => {
    expect(await errorOf(await send(body(), more))).toMatchObject(expected);
  });

  test('a form without a file', async () => {
    const form = photoForm(new Uint8Array(4));
    form.set('file', 'court.jpg');
    expect(await errorOf(await send(form))).toMatchObject({ status: 400, fields: ['file'] });
  });
});
