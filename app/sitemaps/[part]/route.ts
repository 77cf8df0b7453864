import { z } from 'zod';
import { DOCUMENTS } from '@/components/documents/documents';
import { IDS_A_FILE, type MappedPage, sitemapOf } from '@/components/sitemap/sitemap';
import { highestClubId, listListedSlugs } from '@/lib/catalogue/list-listed-slugs';
import { listCities } from '@/lib/catalogue/places';
import { notFound } from '@/lib/core/errors';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({
  part: z.union([
    z.literal('pages.xml'),
    z
      .string()
      .regex(/^(?:0|[1-9]\d{0,6})\.xml$/)
      .transform((name) => Number.parseInt(name, 10)),
  ]),
});

/** A file of the sitemap: the pages besides clubs, or the clubs of a range of ids. */
export const GET = route({ auth: 'public', limit: 'none', params }, async ({ params: { part } }) => {
  const pages = part === 'pages.xml' ? await otherPages() : await clubPages(part);
  return new Response(sitemapOf(pages), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  });
});

/** With a page for each city that is listed by name, which are 2,000 at most. */
async function otherPages(): Promise<MappedPage[]> {
  const cities = await listCities();
  return [
    { path: '/' },
    { path: '/for-clubs' },
    ...DOCUMENTS.map((name) => ({ path: `/${name}` as const })),
    { path: sitePaths.courts },
    ...cities.map(({ city }) => ({ path: `${sitePaths.courts}?${new URLSearchParams({ city })}` as const })),
  ];
}

async function clubPages(part: number): Promise<MappedPage[]> {
  const from = part * IDS_A_FILE;
  if (from > (await highestClubId())) throw notFound('sitemap');
  const clubs = await listListedSlugs(from, from + IDS_A_FILE);
  return clubs.map(({ slug, updatedAt }) => ({ path: sitePaths.club(slug), changedAt: updatedAt }));
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
