import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { currency, decimal, moneySchema } from '@/app/api/v1/_shapes/members';
import { REFUND_STATUSES } from '@/db/schema';
import { moneyJson } from '@/lib/core/money';
import { refundPayment, refundPaymentSchema } from '@/lib/refunds/refund-payment';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const body = refundPaymentSchema.omit({ paymentId: true });

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    limit: 'byRole',
    body,
    summary: 'Give money back: staff any amount that is left, a player what the policy grants',
    answer: ok(
      z.strictObject({
        id: z.uuid(),
        payment_id: z.uuid(),
        status: z.enum(REFUND_STATUSES),
        refunded: moneySchema.describe('What has gone back already.'),
        refunded_amount: decimal.meta({ deprecated: true, description: 'Read `refunded` instead.' }),
        amount: decimal,
        currency,
      }),
    ),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const refund = await refundPayment(ctx, { paymentId: params.id, ...body });
    const { refundMinor, currency } = refund;
    const refunded = moneyJson(refund.status === 'succeeded' ? refundMinor : 0, currency);
    return {
      id: refund.refundId,
      payment_id: params.id,
      status: refund.status,
      refunded,
      refunded_amount: refunded.amount,
      ...moneyJson(refundMinor, currency),
    };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
