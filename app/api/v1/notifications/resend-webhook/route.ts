import { systemContext } from '@/lib/context';
import { route } from '@/lib/http';
import { receiveMailEvent } from '@/lib/notifications/receive-mail-event';
import { otherMethods } from '@/lib/other-methods';
import { readText, WEBHOOK_MAX_BYTES } from '@/lib/request-body';

export const POST = route({ auth: 'public', limit: 'none', body: 'raw' }, async ({ ctx, request }) => {
  const body = await readText(request, WEBHOOK_MAX_BYTES);
  await receiveMailEvent(systemContext('resend-webhook', ctx.requestId), body, request.headers);
  return { received: true };
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
