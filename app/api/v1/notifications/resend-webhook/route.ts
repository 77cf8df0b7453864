import { receivedSchema } from '@/app/api/v1/_shapes/received-schema';
import { systemContext } from '@/lib/core/context';
import { readText, WEBHOOK_MAX_BYTES } from '@/lib/core/input/request-body';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';
import { receiveMailEvent } from '@/lib/webhooks/receive-mail-event';

export const POST = route(
  {
    auth: 'public',
    limit: 'none',
    body: 'raw',
    summary: 'Resend’s events, with Svix’s signature over the raw body',
    answer: ok(receivedSchema),
  },
  async ({ ctx, request }) => {
    const body = await readText(request, WEBHOOK_MAX_BYTES);
    await receiveMailEvent(systemContext('resend-webhook', ctx.requestId), body, request.headers);
    return { received: true };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
