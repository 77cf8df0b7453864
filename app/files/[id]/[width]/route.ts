import { z } from 'zod';
import { assertPhotoShown, getPhotoFile } from '@/lib/clubs/photos/get-photo-file';
import { plainId } from '@/lib/core/input/plain-number';
import { PICTURE_TYPE, PICTURE_WIDTHS } from '@/lib/services/pictures/picture-limits';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.uuid(), width: plainId.pipe(z.literal(PICTURE_WIDTHS)) });

/** A file of a photo. Its address never shows another one, so browsers and caches may keep it for good. */
export const GET = route(
  { auth: 'public', limit: 'none', params },
  async ({ params: { id, width }, request }) => {
    const etag = `"${id}-${width}"`;
    const headers = {
      'Cache-Control': 'public, max-age=31536000, immutable',
      ETag: etag,
      'Content-Disposition': `inline; filename="${id}-${width}.webp"`,
    };
    if (isKnown(request.headers.get('if-none-match'), etag)) {
      await assertPhotoShown(id);
      return new Response(null, { status: 304, headers });
    }
    return new Response(await getPhotoFile(id, width), {
      headers: { ...headers, 'Content-Type': PICTURE_TYPE },
    });
  },
);

/** RFC 9110 §13.1.2, by weak comparison. */
const isKnown = (tags: string | null, etag: string) =>
  tags?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
