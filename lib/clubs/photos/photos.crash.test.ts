import { and, eq, isNull, sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { photos } from '@/db/schema';
import { listPhotos } from '@/lib/catalogue/list-photos';
import { Upload } from '@/lib/core/input/upload';
import { listWaiting } from '@/lib/jobs/list-waiting';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { makeClub, makeUser, personContext } from '@/test/factories';
import { useProcessDyingAt } from '@/test/other-process/dying';
import { makePicture } from '@/test/pictures';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { addPhoto } from './add-photo';
import { deletePhoto } from './delete-photo';
import { getPhotoFile } from './get-photo-file';
import { removePhotoFiles } from './remove-photo-files';

const sandbox = useSandbox({ providers: ['s3'] });
const processDyingAt = useProcessDyingAt();
afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

const listed = z.object({ keys: z.array(z.string()) });
const keysOf = async (photoId: string) => {
  const { keys } = listed.parse(await (await fetch(`${sandbox().urls.s3}/_control/objects`)).json());
  return keys.filter((key) => key.startsWith(photoId));
};

const makeTeam = async () => {
  const [club, operator] = await Promise.all([makeClub(), makeUser({ operatorSince: new Date() })]);
  const picture = await makePicture();
  const add = () =>
    addPhoto(personContext(operator), club.slug, {
      file: new Upload(picture),
      alt: { es: 'Una pista', en: 'A court' },
      courtId: null,
    });
  const isShown = async () => (await listPhotos([club.id])).size > 0;
  const onlyRow = async () => (await db().select().from(photos).where(eq(photos.clubId, club.id)))[0];
  return { club, operator, picture, add, isShown, onlyRow };
};

const age = (id: string, minutes: number) =>
  db()
    .update(photos)
    .set({
      createdAt: sql`now() - make_interval(mins => ${minutes})`,
      deletedAt: sql`${photos.deletedAt} - make_interval(mins => ${minutes})`,
    })
    .where(eq(photos.id, id));

const isWaiting = async (id: string) =>
  (await listWaiting())
    .flatMap(({ waiting }) => waiting)
    .some(({ event }) => event.id.startsWith(`photo:${id}`));

test('an upload that dies after its files were kept shows nothing, and leaves nothing', async () => {
  const { club, operator, picture, add, isShown, onlyRow } = await makeTeam();
  const other = await processDyingAt('photo_stored');
  const upload = other.call('addPhoto', operator, club.id, Buffer.from(picture).toString('base64'));
  await expect(upload).rejects.toThrow('gone');
  const id = (await onlyRow())?.id ?? '';
  expect(await keysOf(id)).toHaveLength(3);
  expect(await isShown()).toBe(false);
  await expect(getPhotoFile(id, 480)).rejects.toMatchObject({ code: 'not_found' });

  expect(await isWaiting(id)).toBe(false);
  await age(id, 31);
  expect(await isWaiting(id)).toBe(true);
  await removePhotoFiles(id);
  expect(await keysOf(id)).toEqual([]);
  expect(await isWaiting(id)).toBe(false);
  expect((await add()).id).not.toBe(id);
  expect(await isShown()).toBe(true);
});

test('the same file may be sent again at once', async () => {
  const { club, operator, picture, add, onlyRow } = await makeTeam();
  const other = await processDyingAt('photo_stored');
  await expect(
    other.call('addPhoto', operator, club.id, Buffer.from(picture).toString('base64')),
  ).rejects.toThrow('gone');
  const id = (await onlyRow())?.id ?? '';
  const again = await add();
  await removePhotoFiles(id);
  expect(await keysOf(id)).toEqual([]);
  expect(await keysOf(again.id)).toHaveLength(3);
});

test('a removal that dies between the files and the row is done again', async () => {
  const { operator, club, add, isShown } = await makeTeam();
  const { id } = await add();
  await deletePhoto(personContext(operator), club.slug, id);
  const other = await processDyingAt('photo_files_removed');
  await expect(other.call('removePhotoFiles', id)).rejects.toThrow('gone');
  expect(await isShown()).toBe(false);
  await age(id, 2);
  expect(await isWaiting(id)).toBe(true);
  await removePhotoFiles(id);
  expect(await isWaiting(id)).toBe(false);
});

test.each([
  { mode: 'status', status: 500, path: '960' },
  { mode: 'cut', path: '1600' },
  { mode: 'refuse', path: '480' },
])('a bucket that fails by %j shows nothing and leaves nothing', async (fault) => {
  const { add, isShown, onlyRow } = await makeTeam();
  await addFault(sandbox(), 's3', fault);
  await expect(add()).rejects.toMatchObject({ code: 'service_unavailable' });
  expect(await isShown()).toBe(false);
  await clearFaults(sandbox());
  const id = (await onlyRow())?.id ?? '';
  await age(id, 2);
  expect(await isWaiting(id)).toBe(true);
  await removePhotoFiles(id);
  expect(await keysOf(id)).toEqual([]);
  await add();
  expect(await isShown()).toBe(true);
});

test('an upload that wakes up after its files were removed is refused, and its files go again', async () => {
  const { club, add, isShown } = await makeTeam();
  // The last file is kept so late that the job has taken the upload for dead.
  await addFault(sandbox(), 's3', { mode: 'delay', delay_ms: 3_000, path: '1600', method: 'PUT', times: 1 });
  const uploading = add().catch((error: unknown) => error);
  const unfinished = () =>
    db()
      .select()
      .from(photos)
      .where(and(eq(photos.clubId, club.id), isNull(photos.deletedAt)));
  await expect.poll(async () => (await unfinished()).length).toBe(1);
  const id = (await unfinished())[0]?.id ?? '';
  await expect.poll(async () => (await keysOf(id)).length).toBe(2);
  await age(id, 31);
  await removePhotoFiles(id);
  expect(await uploading).toMatchObject({ code: 'invalid_input' });
  expect(await isShown()).toBe(false);
  expect(await keysOf(id)).toHaveLength(1);
  await age(id, 2);
  expect(await isWaiting(id)).toBe(true);
  await removePhotoFiles(id);
  expect(await keysOf(id)).toEqual([]);
});
