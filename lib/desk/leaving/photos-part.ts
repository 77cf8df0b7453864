import { and, asc, eq } from 'drizzle-orm';
import { courts, photos } from '@/db/schema';
import { isShown } from '@/lib/catalogue/list-photos';
import { photoPath } from '@/lib/catalogue/photo-path';
import { env } from '@/lib/core/env';
import type { Part } from './part';

/** The photos of a club in their order, each with the address of its largest file. */
export const photosPart: Part = {
  name: 'photos',
  columns: ['id', 'court', 'alt_es', 'alt_en', 'pixels', 'address', 'created_at'],
  async *rows(on, club) {
    const rows = await on
      .select({ photo: photos, court: courts.name })
      .from(photos)
      .leftJoin(courts, eq(courts.id, photos.courtId))
      .where(and(eq(photos.clubId, club.id), isShown))
      .orderBy(asc(photos.position), asc(photos.id));
    for (const { photo, court } of rows)
      yield {
        id: photo.id,
        court,
        alt_es: photo.alt.es,
        alt_en: photo.alt.en,
        // A number would be an amount.
        pixels: `${photo.width} × ${photo.height}`,
        address: new URL(photoPath(photo.id, 1600), env().NEXTAUTH_URL).href,
        created_at: photo.createdAt.toISOString(),
      };
  },
};
