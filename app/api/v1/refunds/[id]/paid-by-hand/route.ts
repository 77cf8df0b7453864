import { idParam } from '@/app/api/v1/_shapes/id-param';
import { settledRefundSchema } from '@/app/api/v1/_shapes/refund-shape';
import { settleRefundByHand, settleRefundByHandSchema } from '@/lib/refunds/settle-refund-by-hand';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: settleRefundByHandSchema.pick({ note: true }),
    preview: true,
    limit: 'staffWrite',
    summary: 'Say that the club paid back a failed refund in another way, for a manager',
    answer: ok(settledRefundSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    await settleRefundByHand(ctx, { refundId: params.id, ...body });
    return { id: params.id, status: 'covered' as const };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
