import { env } from '@/lib/core/env';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

/** Crawlers may read every page, since those that they shall not show say so themselves. */
export const GET = route({ auth: 'public', limit: 'none' }, () => {
  const lines = [
    'User-agent: *',
    'Disallow: /api/',
    `Sitemap: ${new URL('/sitemap.xml', env().NEXTAUTH_URL)}`,
  ];
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
