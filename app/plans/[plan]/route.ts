import { z } from 'zod';
import { drawPlan } from '@/components/plan/draw-plan';
import { LIT, PLAN_LIMITS } from '@/components/plan/plan-path';
import { COURT_FORMATS, SPORTS, SURFACES } from '@/db/schema';
import { plainNumber } from '@/lib/core/input/plain-number';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const court = z
  .tuple([
    z.enum(SPORTS),
    z.enum(COURT_FORMATS),
    z.enum(SURFACES),
    z.enum(['indoor', 'outdoor']),
    z.string().max(PLAN_LIMITS.mark),
    z.literal(LIT).optional(),
  ])
  .transform(([sport, format, surface, cover, mark, lit]) => ({
    sport,
    format,
    surface,
    indoor: cover === 'indoor',
    mark,
    isLit: lit !== undefined,
  }));

const facts = z.object({
  aspect: plainNumber(0.2, 9),
  courts: z.array(court).min(1).max(PLAN_LIMITS.courts),
});

/** What `planPath` writes: the frame's aspect, then each court. */
const plan = z.preprocess((text) => {
  const [aspect, ...courts] = String(text).split('~');
  return { aspect, courts: courts.map((one) => one.split('-')) };
}, facts);

const params = z.object({ plan });

/** The drawing of a club's courts. Its address says all that it shows, so browsers and caches may keep it for good. */
export const GET = route(
  { auth: 'public', limit: 'none', params },
  ({
    params: {
      plan: { aspect, courts },
    },
  }) =>
    new Response(drawPlan(courts, aspect), {
      headers: {
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Content-Type': 'image/svg+xml; charset=utf-8',
      },
    }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
