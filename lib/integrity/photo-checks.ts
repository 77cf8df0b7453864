import { sql } from 'drizzle-orm';
import { removePhotoFiles } from '@/lib/clubs/photos/remove-photo-files';
import { type ConsistencyCheck, mend } from '@/lib/records/check-definition';
import { forgetCourt } from './repair-rows';

/** What must hold of photos and their files. */
export const PHOTO_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I34',
    type: 'photo_court_elsewhere',
    means: 'checks.photo_court_elsewhere.means',
    rows: sql`select p.id as object_id from photos p join courts c on c.id = p.court_id where c.club_id <> p.club_id`,
    offer: mend('checks.photo_court_elsewhere.mend', forgetCourt),
  },
  {
    id: 'I35',
    type: 'photo_files_left',
    means: 'checks.photo_files_left.means',
    rows: sql`select id as object_id from photos
      where deleted_at < now() - interval '1 hour' and files_removed_at is null
        or stored_at is null and deleted_at is null and created_at < now() - interval '2 hours'`,
    offer: mend('checks.photo_files_left.mend', (_ctx, photoId) => removePhotoFiles(photoId)),
  },
];
