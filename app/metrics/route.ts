import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { renderMetrics } from '@/lib/services/call/metrics';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

/** The metrics in Prometheus's format, for holders of METRICS_TOKEN. Without one configured the address is 404. */
export const GET = route({ auth: 'public', limit: 'none' }, async ({ request }) => {
  const token = env().METRICS_TOKEN;
  if (token === undefined) throw new AppError('not_found', 'There is no such page.');
  if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${token}`)) {
    throw new AppError('unauthenticated', 'Send the metrics token as "Authorization: Bearer <token>".');
  }
  const { text, contentType } = await renderMetrics();
  return new Response(text, { headers: { 'content-type': contentType } });
});

/** Compares in constant time. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
