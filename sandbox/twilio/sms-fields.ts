import { randomBytes } from 'node:crypto';
import type { Sms } from '../inbox/outbox';
import { SANDBOX_KEYS } from '../providers';

const API = '2010-04-01';

/** A message at the moment it is taken. */
export const newSms = (
  message: Pick<Sms, 'from' | 'to' | 'text' | 'state' | 'direction'> & Partial<Pick<Sms, 'status_callback'>>,
  at: number,
): Sms => ({
  status_callback: null,
  ...message,
  id: `SM${randomBytes(16).toString('hex')}`,
  channel: 'sms',
  error_code: null,
  created_at: new Date(at).toISOString(),
});

/** The fields every webhook about a message carries. */
export const smsFields = (sms: Sms): Record<string, string> => ({
  AccountSid: SANDBOX_KEYS.TWILIO_ACCOUNT_SID,
  ApiVersion: API,
  MessageSid: sms.id,
  SmsSid: sms.id,
  From: sms.from,
  To: sms.to[0] ?? '',
});

/** A message as the REST API shows it, with dates in RFC 2822. */
export function toTwilio(sms: Sms) {
  const service = sms.from.startsWith('MG');
  const date = new Date(sms.created_at).toUTCString();
  const uri = `/${API}/Accounts/${SANDBOX_KEYS.TWILIO_ACCOUNT_SID}/Messages/${sms.id}`;
  return {
    sid: sms.id,
    account_sid: SANDBOX_KEYS.TWILIO_ACCOUNT_SID,
    api_version: API,
    messaging_service_sid: service ? sms.from : null,
    from: service ? null : sms.from,
    to: sms.to[0],
    body: sms.text,
    status: sms.state,
    direction: sms.direction,
    error_code: sms.error_code,
    error_message: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    date_created: date,
    date_updated: date,
    date_sent: sms.state === 'queued' ? null : date,
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}
