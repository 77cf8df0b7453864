import { eq, sql as fragment } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { audit, clubs, photos } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { listFirstPhotos } from '@/lib/catalogue/list-first-photos';
import { listPhotos } from '@/lib/catalogue/list-photos';
import type { Context, StaffRole } from '@/lib/core/context';
import { Upload } from '@/lib/core/input/upload';
import { UNFIT_PICTURE } from '@/lib/services/pictures/picture-limits';
import { storage } from '@/lib/services/storage/storage';
import { makeClub, makeCourt, makeUser, personContext } from '@/test/factories';
import { makePhoto, makePicture } from '@/test/pictures';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { addPhoto } from './add-photo';
import { changePhoto } from './change-photo';
import { deletePhoto } from './delete-photo';
import { deletePhotosOfClosed } from './delete-photos-of-closed';
import { getPhotoFile } from './get-photo-file';
import { MOST_PHOTOS, SAME_PHOTO } from './photo-input';
import { orderPhotos } from './order-photos';
import { removePhotoFiles } from './remove-photo-files';

const ALT = { es: 'La pista 1 de noche', en: 'Court 1 at night' };

async function makeGallery(role: StaffRole = 'manager') {
  const club = await makeClub();
  const user = await makeUser();
  const ctx = personContext(user, { staff: [{ clubId: club.id, role }] });
  const add = async (
    more: Partial<Parameters<typeof addPhoto>[2]> & { picture?: Uint8Array } = {},
    as = ctx,
  ) => {
    const { picture = await makePicture(), ...rest } = more;
    return addPhoto(as, club.slug, { file: new Upload(picture), alt: ALT, courtId: null, ...rest });
  };
  const shown = async () => ((await listPhotos([club.id])).get(club.id) ?? []).map(({ id }) => id);
  return { club, user, ctx, add, shown };
}

/** Three uploads meet where each has been counted and none is written. */
async function raceForTheLastPlace() {
  const { club, add, shown } = await makeGallery();
  for (let count = 1; count < MOST_PHOTOS; count += 1) await makePhoto(club.id, { position: count });
  const tries = await whileUnwritten('photos', async () => {
    const sent = [1, 2, 3].map(() => add());
    await untilWaiting(3);
    return sent;
  });
  const ended = await Promise.allSettled(tries);
  return { tries: ended, count: (await shown()).length };
}

/** Four uploads of one picture meet before any of them has looked for it. */
async function raceWithOnePicture() {
  const { add, shown } = await makeGallery();
  const picture = await makePicture();
  const tries = await whileUnwritten('photos', async () => {
    const sent = [1, 2, 3, 4].map(() => add({ picture }));
    await untilWaiting(4);
    return sent;
  });
  const ended = await Promise.allSettled(tries);
  const added = ended.flatMap((one) => (one.status === 'fulfilled' ? one.value.id : []));
  return { added, shown: await shown() };
}

const rowOf = async (id: string) => (await db().select().from(photos).where(eq(photos.id, id)))[0];
const isThere = (id: string) =>
  getPhotoFile(id, 480).then(
    () => true,
    (error) => (error.code === 'not_found' ? false : Promise.reject(error)),
  );

describe('a photo', () => {
  test('comes behind the others, in three widths, and is written down', async () => {
    const { club, user, add, shown } = await makeGallery();
    const first = await add();
    const second = await add();
    expect(await shown()).toEqual([first.id, second.id]);
    expect(first).toMatchObject({
      clubId: club.id,
      courtId: null,
      alt: ALT,
      width: 1200,
      height: 900,
      revision: 0,
    });
    const sizes = await Promise.all(
      ([480, 960, 1600] as const).map((width) => getPhotoFile(first.id, width)),
    );
    expect(sizes.map((bytes) => Buffer.from(bytes).toString('latin1', 8, 12))).toEqual([
      'WEBP',
      'WEBP',
      'WEBP',
    ]);
    expect(await rowOf(first.id)).toMatchObject({
      createdBy: user.id,
      deletedAt: null,
      storedAt: expect.any(Date),
    });
    const written = await db()
      .select()
      .from(audit)
      .where(eq(audit.entityId, String(club.id)));
    expect(written).toMatchObject([
      {
        entity: 'club',
        toState: 'photo_added',
        actor: `staff:${user.id}`,
        detail: { photo: first.id, after: { alt: ALT } },
      },
      { toState: 'photo_added', detail: { photo: second.id } },
    ]);
  });

  test('may be of a court of the club, and of no other', async () => {
    const { club, add } = await makeGallery();
    const [own, other] = [await makeCourt({ clubId: club.id }), await makeCourt()];
    expect(await add({ courtId: own.id })).toMatchObject({ courtId: own.id });
    await expect(add({ courtId: other.id })).rejects.toMatchObject({
      fields: { courtId: ['is no court of this club'] },
    });
  });

  test('is added once, also after it was removed again', async () => {
    const { ctx, club, add, shown } = await makeGallery();
    const picture = await makePicture();
    const first = await add({ picture });
    await expect(add({ picture })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { file: [SAME_PHOTO] },
    });
    await deletePhoto(ctx, club.slug, first.id);
    const again = await add({ picture });
    expect(await shown()).toEqual([again.id]);
  });

  test('that two desks add at once is added once', async () => {
    const { added, shown } = await raceWithOnePicture();
    expect(added).toHaveLength(1);
    expect(shown).toEqual(added);
  });

  test('without the lock of the club the index alone still lets one through', async () => {
    await withoutLocks(async () => {
      expect((await raceWithOnePicture()).shown).toHaveLength(1);
    });
  });

  test('without the lock and the index it is added more than once (control)', async () => {
    await sql()`drop index photos_picture_key`;
    const count = async () => (await raceWithOnePicture()).shown.length;
    await withoutLocks(() => expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(1));
    await db().delete(photos);
    await sql()`create unique index photos_picture_key on photos (club_id, sha256) where deleted_at is null`;
  });

  test('that is finished while another upload of it begins stays, and the other is refused', async () => {
    const { club, add, shown } = await makeGallery();
    const picture = await makePicture();
    const { sha256 } = new Upload(picture);
    const first = await makePhoto(club.id, { sha256, storedAt: null });
    const second = await db().transaction(async (tx) => {
      await tx.update(photos).set({ storedAt: new Date() }).where(eq(photos.id, first.id));
      const begun = add({ picture }).catch((error: unknown) => error);
      await untilWaiting(1);
      return () => begun;
    });
    expect(await second()).toMatchObject({ code: 'invalid_input', fields: { file: [SAME_PHOTO] } });
    expect(await shown()).toEqual([first.id]);
  });

  test('beyond the thirtieth is refused, however many are sent at once', async () => {
    const { tries, count } = await raceForTheLastPlace();
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect(count).toBe(MOST_PHOTOS);
  });

  test('without the lock of the club too many are added (control)', async () => {
    await withoutLocks(() => untilItIs(MOST_PHOTOS + 2, async () => (await raceForTheLastPlace()).count));
  });

  test('that is unfit leaves no row', async () => {
    const { add } = await makeGallery();
    const before = await db().$count(photos);
    await expect(add({ picture: new Uint8Array([60, 115, 118, 103]) })).rejects.toMatchObject({
      fields: { file: [UNFIT_PICTURE.kind] },
    });
    expect(await db().$count(photos)).toBe(before);
  });

  test('is only tried out in a preview', async () => {
    const { ctx, add, shown } = await makeGallery();
    const tried = await add({}, { ...ctx, preview: true });
    expect(tried).toMatchObject({ alt: ALT, width: 1200 });
    expect(await shown()).toEqual([]);
    expect(await rowOf(tried.id)).toBeUndefined();
  });
});

describe('of a photo', () => {
  test('the texts and the court are changed by whoever saw the last ones', async () => {
    const { ctx, club, add } = await makeGallery();
    const court = await makeCourt({ clubId: club.id });
    const photo = await add();
    const alt = { es: 'Otra', en: 'Another' };
    const change = (revision: number) =>
      changePhoto(ctx, club.slug, { photoId: photo.id, revision, alt, courtId: court.id });
    expect(await change(0)).toMatchObject({ alt, courtId: court.id, revision: 1 });
    await expect(change(0)).rejects.toMatchObject({
      code: 'conflict',
      details: { current: { id: photo.id, alt, court_id: court.id, revision: 1 } },
    });
  });

  test('another club’s manager learns nothing', async () => {
    const [here, elsewhere] = [await makeGallery(), await makeGallery()];
    const photo = await here.add();
    const there = elsewhere.club.slug;
    const refused = { code: 'not_found' };
    await expect(deletePhoto(elsewhere.ctx, there, photo.id)).rejects.toMatchObject(refused);
    await expect(
      changePhoto(elsewhere.ctx, there, { photoId: photo.id, revision: 0, alt: ALT }),
    ).rejects.toMatchObject(refused);
    await expect(deletePhoto(elsewhere.ctx, here.club.slug, photo.id)).rejects.toMatchObject(refused);
    expect(await here.shown()).toEqual([photo.id]);
  });
});

describe('the order', () => {
  test('names all photos, and the first one stands for the club', async () => {
    const { ctx, club, add, shown } = await makeGallery();
    const [a, b, c] = [await add(), await add(), await add()];
    await orderPhotos(ctx, club.slug, { photoIds: [c.id, a.id, b.id] });
    expect(await shown()).toEqual([c.id, a.id, b.id]);
    expect((await listFirstPhotos([club.id])).get(club.id)?.id).toBe(c.id);
    expect((await add()).position).toBeGreaterThan(2);
    for (const photoIds of [
      [a.id, b.id],
      [a.id, b.id, c.id, a.id],
      [a.id, b.id, (await makePhoto((await makeClub()).id)).id],
    ])
      await expect(orderPhotos(ctx, club.slug, { photoIds })).rejects.toMatchObject({
        code: 'invalid_input',
      });
  });
});

describe('a photo that is taken away', () => {
  test('is gone for everybody at once, and its files when the job has run', async () => {
    const { ctx, club, add, shown } = await makeGallery();
    const photo = await add();
    await deletePhoto(ctx, club.slug, photo.id);
    expect(await shown()).toEqual([]);
    expect(await isThere(photo.id)).toBe(false);
    expect(await storage.read(`${photo.id}/480.webp`)).not.toBeNull();
    await removePhotoFiles(photo.id);
    await removePhotoFiles(photo.id);
    expect(await storage.read(`${photo.id}/480.webp`)).toBeNull();
    expect(await rowOf(photo.id)).toMatchObject({ filesRemovedAt: expect.any(Date) });
    await expect(deletePhoto(ctx, club.slug, photo.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is never one that is shown, or is just being added', async () => {
    const { add } = await makeGallery();
    const photo = await add();
    await removePhotoFiles(photo.id);
    expect(await isThere(photo.id)).toBe(true);
    const adding = await makePhoto((await makeClub()).id, { storedAt: null });
    await removePhotoFiles(adding.id);
    expect(await rowOf(adding.id)).toMatchObject({ deletedAt: null });
  });

  test('goes with its club, once that cannot come back', async () => {
    const { club, add } = await makeGallery();
    const photo = await add();
    const closed = async (days: number) => {
      await db()
        .update(clubs)
        .set({ deletedAt: fragment`now() - make_interval(days => ${days})` })
        .where(eq(clubs.id, club.id));
      dropCatalogue();
    };
    await closed(29);
    expect(await isThere(photo.id)).toBe(false);
    expect(await deletePhotosOfClosed()).toBe(0);
    await closed(31);
    expect(await deletePhotosOfClosed()).toBe(1);
    expect(await rowOf(photo.id)).toMatchObject({ deletedAt: expect.any(Date) });
  });
});

test.each<[StaffRole, string]>([
  ['desk', 'forbidden'],
  ['accountant', 'forbidden'],
  ['manager', 'done'],
  ['owner', 'done'],
])('a %s who adds one: %s', async (role, outcome) => {
  const { add } = await makeGallery(role);
  expect(
    await add().then(
      () => 'done',
      (error) => error.code,
    ),
  ).toBe(outcome);
});

test('a player and a stranger learn nothing', async () => {
  const { add } = await makeGallery();
  const player: Context = personContext(await makeUser());
  await expect(add({}, player)).rejects.toMatchObject({ code: 'not_found' });
});
