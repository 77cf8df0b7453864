import { systemContext } from '@/lib/core/context';
import { readText, WEBHOOK_MAX_BYTES } from '@/lib/core/input/request-body';
import { file } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';
import { receiveSmsEvent } from '@/lib/webhooks/receive-sms-event';

export const POST = route(
  {
    auth: 'public',
    limit: 'none',
    body: 'raw',
    summary: 'Twilio’s status callbacks and incoming messages',
    answer: file('text/xml'),
  },
  async ({ ctx, request }) => {
    const form = new URLSearchParams(await readText(request, WEBHOOK_MAX_BYTES));
    await receiveSmsEvent(
      systemContext('twilio-webhook', ctx.requestId),
      request.url,
      Object.fromEntries(form),
      request.headers.get('x-twilio-signature') ?? '',
    );
    return new Response('<Response/>', { headers: { 'Content-Type': 'text/xml' } });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
