import { expect, test } from 'vitest';
import { addPhoto } from '@/lib/clubs/photos/add-photo';
import { deletePhoto } from '@/lib/clubs/photos/delete-photo';
import { Upload } from '@/lib/core/input/upload';
import { makeClub, makeUser, personContext } from '@/test/factories';
import { makePhoto, makePicture } from '@/test/pictures';
import { GET, POST } from './route';

const ask = (id: string, width: string, headers: Record<string, string> = {}) =>
  GET(new Request(`http://localhost:3000/files/${id}/${width}`, { headers }), {
    params: Promise.resolve({ id, width }),
  });

async function makeStored() {
  const club = await makeClub();
  const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'owner' }] });
  const file = new Upload(await makePicture());
  const { id } = await addPhoto(ctx, club.slug, { file, alt: { es: 'a', en: 'a' }, courtId: null });
  return { club, ctx, id };
}

test('a photo is served for good, as a picture and nothing else, and sets no cookie', async () => {
  const { id } = await makeStored();
  const answer = await ask(id, '480');
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-disposition': `inline; filename="${id}-480.webp"`,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    etag: `"${id}-480"`,
  });
  expect(answer.headers.has('set-cookie')).toBe(false);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.toString('latin1', 8, 12)).toBe('WEBP');
});

test.each([`"ID-480"`, `W/"ID-480"`, `"other", "ID-480"`, '*'])(
  'who has it already (%s) gets no bytes',
  async (tag) => {
    const { id } = await makeStored();
    const answer = await ask(id, '480', { 'if-none-match': tag.replace('ID', id) });
    expect(answer.status).toBe(304);
    expect(answer.headers.get('etag')).toBe(`"${id}-480"`);
    expect(await answer.text()).toBe('');
  },
);

test('a photo that was taken away is no longer there, and that is not kept', async () => {
  const { club, ctx, id } = await makeStored();
  await deletePhoto(ctx, club.slug, id);
  for (const headers of [{}, { 'if-none-match': '*' }]) {
    const answer = await ask(id, '480', headers);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toContain('no-store');
  }
});

test('one whose file is lost is not there', async () => {
  const { id } = await makePhoto((await makeClub()).id);
  expect((await ask(id, '960')).status).toBe(404);
});

test.each([
  ['01890a5d-ac96-774b-bcce-b302099a8057', '480'],
  ['../../../etc/passwd', '480'],
  ['ID', '481'],
  ['ID', '4.8e2'],
  ['ID', '480.webp'],
  ['ID', ''],
])('%s in the width %s is not there', async (id, width) => {
  const stored = await makeStored();
  expect((await ask(id.replace('ID', stored.id), width)).status).toBe(404);
});

test('nobody can write there', async () => {
  const answer = await POST(new Request('http://localhost:3000/files/a/480', { method: 'POST' }), {
    params: Promise.resolve({}),
  });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toContain('GET');
});
