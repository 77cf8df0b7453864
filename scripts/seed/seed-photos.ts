import { createHash } from 'node:crypto';
import { drizzle } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import sharp from 'sharp';
import { v7 } from 'uuid';
import * as schema from '@/db/schema';
import { putFiles } from '@/lib/clubs/photos/photo-files';
import { encodePicture } from '@/lib/services/pictures/encode-picture';
import { openStorage } from '@/lib/services/storage/open-storage';
import type { Storage } from '@/lib/services/storage/storage-type';
import { drawCourt, type Scene } from './draw-court';

type Planned = Scene & { es: string; en: string; court?: number };

const DAY = { sport: 'padel', surface: 'turf', light: 'day' } as const;
const DUSK = { ...DAY, light: 'dusk' } as const;
const NIGHT = { ...DAY, light: 'night' } as const;
const ROOF = { ...DAY, light: 'roof' } as const;
const CLAY = { sport: 'tennis', surface: 'clay', light: 'day' } as const;

/** The photos of example clubs by slug. The clubs that are not named show their plan alone. */
const PLANNED: Readonly<Record<string, readonly Planned[]>> = {
  'padel-la-encina': [
    { ...DUSK, turn: 24, es: 'Una pista azul de pádel al atardecer', en: 'A blue padel court at dusk' },
    { ...ROOF, turn: -18, court: 1, es: 'La pista 1, cubierta, de día', en: 'Court 1, indoors, by day' },
    { ...NIGHT, turn: 32, court: 7, es: 'La pista 7 con luz de noche', en: 'Court 7 lit at night' },
  ],
  'raqueta-arganzuela': [
    { ...NIGHT, turn: -26, es: 'Una pista de pádel con luz de noche', en: 'A padel court lit at night' },
  ],
  'ciudad-lineal-padel-y-tenis': [
    { ...CLAY, turn: 20, es: 'Una pista de tierra batida por la mañana', en: 'A clay court in the morning' },
    { ...DAY, turn: -30, es: 'Una pista de pádel entre árboles', en: 'A padel court among trees' },
  ],
  'las-tablas-cubierta': [
    { ...ROOF, turn: 28, es: 'Una pista de pádel bajo techo', en: 'A padel court under a roof' },
  ],
  'poblenou-padel': [
    { ...DUSK, turn: -22, es: 'Una pista de pádel al caer la tarde', en: 'A padel court in the evening' },
  ],
};

/** A place as the environment names it. */
export const storageOf = (source: NodeJS.ProcessEnv): Storage =>
  openStorage({
    url: source.STORAGE_URL || 'file:.data/files',
    accessKey: source.STORAGE_ACCESS_KEY,
    secretKey: source.STORAGE_SECRET_KEY,
    region: source.STORAGE_REGION || undefined,
  });

/** Draws the photos of the example clubs and keeps their files. Where a photo is already, nothing is done. */
export async function seedPhotos(sql: postgres.Sql, storage: Storage): Promise<void> {
  const db = drizzle(sql, { schema, casing: 'snake_case' });
  if (await db.query.photos.findFirst()) return;
  for (const [slug, planned] of Object.entries(PLANNED)) {
    const club = await db.query.clubs.findFirst({ where: (row, { eq }) => eq(row.slug, slug) });
    if (!club) continue;
    const courts = await db.query.courts.findMany({ where: (row, { eq }) => eq(row.clubId, club.id) });
    for (const [at, { es, en, court, ...scene }] of planned.entries()) {
      const id = v7();
      const drawn = await sharp(Buffer.from(drawCourt(scene)))
        .png()
        .toBuffer();
      const picture = await encodePicture(drawn);
      await putFiles(storage, id, picture);
      await db.insert(schema.photos).values({
        id,
        clubId: club.id,
        courtId: courts.find(({ position }) => position === court)?.id ?? null,
        position: at + 1,
        alt: { es, en },
        width: picture.width,
        height: picture.height,
        sha256: createHash('sha256').update(drawn).digest('hex'),
        storedAt: new Date(),
      });
    }
  }
}
