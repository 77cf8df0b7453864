import { z } from 'zod';
import { drawShare } from '@/components/share/draw-share';
import { viewGameShare } from '@/components/game/view-game';
import { SITE, type ShareView, shareFile, viewClubShare, viewSiteShare } from '@/components/share/share-view';
import { LOCALES } from '@/db/schema';
import { getSeenClub } from '@/lib/catalogue/get-seen-club';
import { listFirstPhotos } from '@/lib/catalogue/list-first-photos';
import type { Context, Locale } from '@/lib/core/context';
import { plainId } from '@/lib/core/input/plain-number';
import { getGame } from '@/lib/reservations/game/get-game';
import { limitRate } from '@/lib/services/redis/rate-limit';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

/** Longer than any id of a club. */
const GAME_TOKEN = /^[\w-]{40,50}$/;

const params = z.object({
  subject: z.union([z.literal(SITE), plainId, z.string().regex(GAME_TOKEN)]),
  file: z
    .string()
    .regex(/^[a-z]{2}-[0-9a-f]{12}\.png$/)
    .transform((name) => ({ name, locale: name.slice(0, 2) }))
    .pipe(z.object({ name: z.string(), locale: z.enum(LOCALES) })),
});

/**
 * The picture of a shared link. Its address tells what it shows, so one that is still true may be kept for good, and an
 * older one answers with what is true now.
 */
export const GET = route(
  { auth: 'public', limit: 'none', params },
  async ({
    ctx,
    params: {
      subject,
      file: { name, locale },
    },
  }) => {
    await limitRate('pictures', ctx.address ?? 'unknown');
    const view = await viewOf(ctx, subject, locale);
    const isCurrent = shareFile(view, locale) === name;
    return new Response(await drawShare(view), {
      headers: {
        'Cache-Control': isCurrent ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
        'Content-Type': 'image/png',
        // Whoever shows the link may show it.
        'Cross-Origin-Resource-Policy': 'cross-origin',
      },
    });
  },
);

async function viewOf(ctx: Context, subject: number | string, locale: Locale): Promise<ShareView> {
  if (subject === SITE) return viewSiteShare(locale);
  if (typeof subject === 'number') {
    const club = await getSeenClub(ctx, subject);
    return viewClubShare(club, (await listFirstPhotos([club.id])).get(club.id), locale);
  }
  return viewGameShare(await getGame(ctx, subject), locale);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
