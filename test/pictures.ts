import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { db } from '@/db';
import { photos } from '@/db/schema';
import { sha256 } from '@/lib/core/seal';

type Wanted = { width?: number; height?: number; kind?: 'jpeg' | 'png' | 'webp' };

/** A picture of one colour as a camera might send it, each time another one. */
export async function makePicture({
  width = 1200,
  height = 900,
  kind = 'jpeg',
}: Wanted = {}): Promise<Uint8Array> {
  const background = `#${randomUUID().slice(0, 6)}`;
  const drawn = sharp({ create: { width, height, channels: 3, background } });
  return new Uint8Array(await drawn.toFormat(kind).toBuffer());
}

/** The small picture of a number, the same each time. */
export async function pictureOf(number: number): Promise<Uint8Array> {
  const background = { r: number % 256, g: (number >> 8) % 256, b: 99 };
  const drawn = sharp({ create: { width: 400, height: 400, channels: 3, background } });
  return new Uint8Array(await drawn.png().toBuffer());
}

/** The form by which a photo is added. */
export function photoForm(picture: Uint8Array, more: Record<string, string> = {}): FormData {
  const form = new FormData();
  const fields = { alt_es: 'La pista 1 de noche', alt_en: 'Court 1 at night', ...more };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new File([new Uint8Array(picture)], 'court.jpg', { type: 'image/jpeg' }));
  return form;
}

/** A photo that everybody sees, without files. */
export async function makePhoto(clubId: number, more: Partial<typeof photos.$inferInsert> = {}) {
  const [photo] = await db()
    .insert(photos)
    .values({
      clubId,
      position: 1,
      alt: { es: 'La pista 1 de noche', en: 'Court 1 at night' },
      width: 1600,
      height: 1200,
      sha256: sha256(randomUUID()),
      storedAt: new Date(),
      ...more,
    })
    .returning();
  if (!photo) throw new Error('an insert always answers its row');
  return photo;
}
