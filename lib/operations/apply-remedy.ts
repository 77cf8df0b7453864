import { z } from 'zod';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { log } from '@/lib/log';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { closeBreaker } from '@/lib/services/guards';
import { SERVICE_NAMES } from '@/lib/services/registry';
import type { Remedy } from './service-finding';
import { sweep } from './sweep';
import { warmCaches } from './warm-caches';

export const remedySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('close_breaker'), service: z.enum(SERVICE_NAMES) }),
  z.object({ kind: z.literal('run_sweep') }),
  z.object({ kind: z.literal('expire_holds') }),
  z.object({ kind: z.literal('warm_caches') }),
]) satisfies z.ZodType<Remedy>;

/**
 * Does by hand what a finding of `examineServices` offers; each may be done at any time, any number of times. It
 * leaves no sign of life: that a job was done by hand does not mean that its worker works.
 * @throws AppError unauthenticated, forbidden for anybody but an operator
 */
export async function applyRemedy(ctx: Context, remedy: Remedy): Promise<void> {
  const { userId } = requireOperator(ctx);
  log().info({ userId, remedy }, 'remedy applied by hand');
  switch (remedy.kind) {
    case 'close_breaker':
      return closeBreaker(remedy.service);
    case 'run_sweep':
      await sweep(ctx);
      return;
    case 'expire_holds':
      await expireHolds(ctx);
      return;
    case 'warm_caches':
      await warmCaches();
      return;
  }
}
