import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import sharp from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { viewGameShare } from '@/components/game/view-game';
import { drawShare } from '@/components/share/draw-share';
import { shareFile, viewClubShare, viewSiteShare } from '@/components/share/share-view';
import { getClub } from '@/lib/catalogue/catalogue';
import { addPhoto } from '@/lib/clubs/photos/add-photo';
import { Upload } from '@/lib/core/input/upload';
import { gameToken } from '@/lib/reservations/game/game-link';
import { getGame } from '@/lib/reservations/game/get-game';
import { joinGame } from '@/lib/reservations/game/join-game';
import {
  anonymousContext,
  makeClub,
  makeCourt,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { makePicture } from '@/test/pictures';
import { GET } from './route';

const get = (subject: string | number, file: string) =>
  GET(new NextRequest(`http://localhost:3000/share/${subject}/${file}`), {
    params: Promise.resolve({ subject: String(subject), file }),
  });

async function clubNamed(name: string) {
  const { id } = await makeClub({ name, publishedAt: new Date() });
  await makeCourt({ clubId: id });
  const view = viewClubShare(await getClub(id), undefined, 'es');
  if (view.kind !== 'courts') throw new Error('a club is drawn by its courts');
  return { id, view, file: shareFile(view, 'es') };
}

const isWhole = async (answer: Response) => sharp(Buffer.from(await answer.arrayBuffer())).metadata();

afterEach(() => vi.restoreAllMocks());

describe('a share picture', () => {
  test('of a club is a PNG that may be kept for good, and shown by other sites', async () => {
    const { id, file } = await clubNamed('Pádel Norte');
    const answer = await get(id, file);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(await isWhole(answer)).toMatchObject({ format: 'png', width: 1200, height: 630 });
  });

  test('at an older address shows what is true now, for a while', async () => {
    const { id } = await clubNamed('Pádel Sur');
    const answer = await get(id, 'es-000000000000.png');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
  });

  test('of a game has its seats, and another address once somebody joins', async () => {
    const token = gameToken(await makeReservation());
    const fileNow = async () =>
      shareFile(viewGameShare(await getGame(anonymousContext(), token), 'es'), 'es');
    const before = await fileNow();
    const answer = await get(token, before);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect(await isWhole(answer)).toMatchObject({ format: 'png', width: 1200, height: 630 });
    await joinGame(anonymousContext(), { token, name: 'Lucía Prieto', email: 'lucia@example.com' });
    expect(await fileNow()).not.toBe(before);
    expect((await get('A'.repeat(43), before)).status).toBe(404);
  });

  test('of a club with a photo shows it in place of its courts', async () => {
    const { id, view } = await clubNamed('Pádel Centro');
    const ctx = personContext(await makeUser(), { staff: [{ clubId: id, role: 'owner' }] });
    const file = new Upload(await makePicture());
    const club = await getClub(id);
    const photo = await addPhoto(ctx, club.slug, { file, alt: { es: 'a', en: 'a' }, courtId: null });
    const answer = await get(id, shareFile(viewClubShare(club, photo, 'es'), 'es'));
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    const shown = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(shown).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    expect(shown.equals(Buffer.from(await drawShare(view)))).toBe(false);
  });

  test('has another address once the club has another name, photo or court', async () => {
    const { view } = await clubNamed('Pádel Este');
    const changed = [
      view,
      { ...view, title: 'Pádel Oeste' },
      { ...view, photo: randomUUID() },
      { ...view, courts: [...view.courts, ...view.courts] },
    ];
    const files = changed.map((one) => shareFile(one, 'es'));
    expect(new Set(files).size).toBe(4);
  });

  test.each([
    'Club 🎾 👨‍👩‍👧 مرحبا 漢字',
    '<script>alert(1)</script>&amp;"\u202e\u0000{}',
    'W'.repeat(200),
    'a\u0301'.repeat(80),
  ])('of a club named %j is drawn without asking anybody for a letter', async (name) => {
    const { id, view, file } = await clubNamed('Pádel');
    const asked = vi.spyOn(globalThis, 'fetch');

    const picture = await drawShare({ ...view, title: name });
    expect(await sharp(Buffer.from(picture)).metadata()).toMatchObject({ width: 1200 });
    expect(asked.mock.calls.filter(([url]) => !String(url).startsWith('data:'))).toEqual([]);
    expect((await get(id, file)).status).toBe(200);
  });

  test('of the site has its words in each language', async () => {
    for (const locale of ['es', 'en'] as const) {
      const answer = await get('site', shareFile(viewSiteShare(locale), locale));
      expect(answer.status).toBe(200);
    }
  });

  test.each([
    ['site', 'fr-000000000000.png'],
    ['site', 'es-000000000000.svg'],
    ['site', 'es-../../etc.png'],
    ['-1', 'es-000000000000.png'],
    ['2147483648', 'es-000000000000.png'],
    ['999999', 'es-000000000000.png'],
  ])('%s/%s is none', async (subject, file) => {
    expect((await get(subject, file)).status).toBe(404);
  });

  test('of a club that is not public yet is none', async () => {
    const { id } = await makeClub({ publishedAt: null, externalId: null });
    expect((await get(id, 'es-000000000000.png')).status).toBe(404);
  });
});
