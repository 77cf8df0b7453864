import { env } from '@/lib/core/env';
import { readReplyRoute } from '@/lib/services/twilio/twilio-account';
import { webhookUrl } from './diagnose-webhooks';
import { well, type ServiceFinding, unwell } from './service-finding';

/**
 * Whether replies to our texts reach us, STOP above all. Twilio has no other subscription, because each message names
 * its own callback.
 */
export async function diagnoseReplies(): Promise<ServiceFinding[]> {
  const id = 'webhooks.twilio.replies';
  const [from, ours] = [env().TWILIO_FROM, webhookUrl('twilio')];
  const route = await readReplyRoute();
  if (route.kind === 'name') {
    return [well(id, { key: 'diagnosis.replies.senderIsName', values: { from } })];
  }
  if (route.kind === 'unknown_number') {
    return [
      unwell(
        'bad',
        id,
        { key: 'diagnosis.replies.senderUnknown', values: { from } },
        'diagnosis.replies.senderUnknownAdvice',
      ),
    ];
  }
  if (route.url === ours) {
    return [well(id, { key: 'diagnosis.replies.comeHere', values: { ours } })];
  }
  return [
    unwell(
      'warn',
      id,
      route.url
        ? { key: 'diagnosis.replies.goElsewhere', values: { from, url: route.url } }
        : { key: 'diagnosis.replies.goNowhere', values: { from } },
      'diagnosis.replies.goElsewhereAdvice',
      { kind: 'receive_replies' },
    ),
  ];
}
