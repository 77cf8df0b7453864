import { z } from 'zod';
import type { Photo } from '@/lib/catalogue/list-photos';
import { photoPath } from '@/lib/catalogue/photo-path';
import { spoken } from './members';

/** A photo of a club, or of one of its courts, as WebP in three widths. */
export const photoSchema = z.strictObject({
  id: z.uuid(),
  court_id: z.int().nullable(),
  alt: spoken,
  width: z.int().describe('Of the largest file.'),
  height: z.int(),
  urls: z.strictObject({ 480: z.string(), 960: z.string(), 1600: z.string() }),
  revision: z.int(),
});

export const photoShape = ({ id, courtId, alt, width, height, revision }: Photo) => ({
  id,
  court_id: courtId,
  alt,
  width,
  height,
  urls: { 480: photoPath(id, 480), 960: photoPath(id, 960), 1600: photoPath(id, 1600) },
  revision,
});
