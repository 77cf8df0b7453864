import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import type { Locale } from '@/lib/core/context';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { readOwnGameLink, renewGameLink } from '@/lib/reservations/game/renew-game-link';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const gameLink = ok(
  z.strictObject({
    token: z.string().describe('For `/games/{token}`.'),
    url: z.url().describe('The page to share, in the language of the request.'),
  }),
);

const linkShape = (token: string, locale: Locale) => ({
  token,
  url: siteUrl(sitePaths.game(token), locale).href,
});

export const GET = route(
  {
    auth: 'booker',
    params: idParam,
    limit: 'byRole',
    summary: 'The link of a game to share, for who booked or staff of the club',
    answer: gameLink,
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => linkShape(await readOwnGameLink(ctx, { reservationId: params.id }), ctx.locale),
);

export const POST = route(
  {
    auth: 'booker',
    params: idParam,
    limit: 'byRole',
    summary: 'Give a game a new link; the one before opens nothing any more',
    answer: gameLink,
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => linkShape(await renewGameLink(ctx, { reservationId: params.id }), ctx.locale),
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
