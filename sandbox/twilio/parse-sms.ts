import { z } from 'zod';
import { TwilioError } from './twilio-error';

const formSchema = z.object({
  To: z.string().optional(),
  From: z.string().optional(),
  MessagingServiceSid: z.string().optional(),
  Body: z.string().optional(),
  StatusCallback: z.string().optional(),
});

export type SmsRequest = { to: string; from: string; body: string; statusCallback: string | null };

const MAX_BODY_LENGTH = 1600;
const E164 = /^\+[1-9]\d{6,14}$/;

/** Twilio's magic recipients (twilio.com/docs/iam/test-credentials#test-sms-messages). */
const MAGIC_RECIPIENTS: Record<string, { code: number; message: string }> = {
  '+15005550001': { code: 21211, message: "Invalid 'To' Phone Number: +15005550001" },
  '+15005550002': {
    code: 21612,
    message: "The 'To' phone number cannot be reached from this 'From' number.",
  },
  '+15005550003': { code: 21408, message: 'Permission to send an SMS has not been enabled for the region.' },
  '+15005550004': { code: 21610, message: 'Attempt to send to unsubscribed recipient' },
  '+15005550009': { code: 21614, message: "'To' number is not a valid mobile number" },
};

/**
 * Reads the form of one message.
 * @throws TwilioError with Twilio's own code for the first thing wrong
 */
export function parseSms(form: string): SmsRequest {
  const fields = formSchema.parse(Object.fromEntries(new URLSearchParams(form)));
  const { To: to, Body: body, StatusCallback: statusCallback = null } = fields;
  const from = fields.MessagingServiceSid ?? fields.From;
  if (!to) throw new TwilioError(400, 21604, "A 'To' phone number is required.");
  if (!from) throw new TwilioError(400, 21603, "A 'From' phone number is required.");
  if (!body) throw new TwilioError(400, 21602, 'Message body is required.');
  if (body.length > MAX_BODY_LENGTH) {
    throw new TwilioError(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
  }
  if (!E164.test(to)) throw new TwilioError(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  const magic = MAGIC_RECIPIENTS[to];
  if (magic) throw new TwilioError(400, magic.code, magic.message);
  if (statusCallback !== null && !URL.canParse(statusCallback)) {
    throw new TwilioError(400, 21609, `The StatusCallback URL ${statusCallback} is not a valid URL.`);
  }
  return { to, from, body, statusCallback };
}
