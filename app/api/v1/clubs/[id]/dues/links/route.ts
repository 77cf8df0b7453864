import { z } from 'zod';
import { dueSchema, dueShape } from '@/app/api/v1/_shapes/due-shape';
import { sendPaymentLinks, sendPaymentLinksSchema } from '@/lib/billing/send-payment-links';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: z.object({ id: z.string().max(100) }),
    body: sendPaymentLinksSchema,
    preview: true,
    limit: 'staffWrite',
    summary:
      'Send everybody who owes a club money, or the takers of some bookings, a link to pay it; who was asked within a day is left out',
    answer: ok(
      z.strictObject({
        email: z.array(dueSchema),
        sms: z.array(dueSchema),
        asked_lately: z.array(dueSchema),
        unreachable: z.array(dueSchema),
      }),
    ),
  },
  async ({ ctx, params, body }) => {
    const { email, sms, lately, unreachable } = await sendPaymentLinks(ctx, params.id, body);
    return {
      email: email.map(dueShape),
      sms: sms.map(dueShape),
      asked_lately: lately.map(dueShape),
      unreachable: unreachable.map(dueShape),
    };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
