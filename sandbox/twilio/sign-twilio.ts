import { createHmac } from 'node:crypto';
import { SANDBOX_KEYS } from '../providers';
import type { Webhook } from '../webhooks';

/**
 * A form post as Twilio signs it: HMAC-SHA1 over the URL and the fields in the order of their names
 * (twilio.com/docs/usage/security#validating-requests).
 */
export function twilioWebhook(url: string, fields: Record<string, string>): Webhook {
  const signed = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + fields[name], url);
  const signature = createHmac('sha1', SANDBOX_KEYS.TWILIO_AUTH_TOKEN)
    .update(signed, 'utf8')
    .digest('base64');
  return {
    url,
    body: new URLSearchParams(fields).toString(),
    headers: () => ({
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signature,
    }),
  };
}
