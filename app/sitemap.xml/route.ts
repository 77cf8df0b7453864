import { sitemapIndex } from '@/components/sitemap/sitemap';
import { highestClubId } from '@/lib/catalogue/list-listed-slugs';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

/** Every file of the sitemap. */
export const GET = route(
  { auth: 'public', limit: 'none' },
  async () =>
    new Response(sitemapIndex(await highestClubId()), {
      headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
    }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
