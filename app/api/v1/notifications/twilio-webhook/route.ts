import { route } from '@/lib/http';
import { receiveSmsEvent } from '@/lib/notifications/receive-sms-event';
import { otherMethods } from '@/lib/other-methods';
import { readText, WEBHOOK_MAX_BYTES } from '@/lib/request-body';

export const POST = route({ auth: 'public', limit: 'none', body: 'raw' }, async ({ request }) => {
  const form = new URLSearchParams(await readText(request, WEBHOOK_MAX_BYTES));
  await receiveSmsEvent(
    request.url,
    Object.fromEntries(form),
    request.headers.get('x-twilio-signature') ?? '',
  );
  return new Response('<Response/>', { headers: { 'Content-Type': 'text/xml' } });
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
