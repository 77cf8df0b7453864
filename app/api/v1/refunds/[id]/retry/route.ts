import { idParam } from '@/app/api/v1/_shapes/id-param';
import { settledRefundSchema } from '@/app/api/v1/_shapes/refund-shape';
import { retryRefund } from '@/lib/refunds/retry-refund';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    preview: true,
    limit: 'staffWrite',
    summary: 'Send a refund that failed again, for a manager',
    answer: ok(settledRefundSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => ({
    id: params.id,
    status: await retryRefund(ctx, { refundId: params.id }),
  }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
