import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { sendPaymentLink, sendPaymentLinkSchema } from '@/lib/billing/send-payment-link';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: sendPaymentLinkSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Send the link by which what is owed can be paid',
    answer: ok(z.strictObject({ url: z.url() })),
    refuses: ['conflict'],
  },
  ({ ctx, params, body }) => sendPaymentLink(ctx, params.id, body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
