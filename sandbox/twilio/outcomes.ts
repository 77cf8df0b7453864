import { z } from 'zod';
import type { Sms } from '../inbox/outbox';
import type { Courier } from '../webhooks';
import { twilioWebhook } from './sign-twilio';
import { smsFields } from './sms-fields';

/** The fate of messages to one number. `silent` stays at queued without a callback. */
export const outcomeSchema = z.strictObject({
  to: z.string(),
  outcome: z.enum(['delivered', 'undelivered', 'failed', 'silent']),
  error_code: z.number().int().default(30005),
});

export type Outcome = z.infer<typeof outcomeSchema>;

const STEPS = {
  delivered: ['queued', 'sent', 'delivered'],
  undelivered: ['queued', 'sent', 'undelivered'],
  failed: ['queued', 'failed'],
  silent: [],
} as const;

/** Plays the states of an accepted message, one each `stepMs`, with a callback for each. */
export function deliverSms(
  sms: Sms,
  outcome: Outcome | undefined,
  statusCallback: string | null,
  { courier, stepMs }: { courier: Courier; stepMs: number },
): void {
  for (const [index, state] of STEPS[outcome?.outcome ?? 'delivered'].entries()) {
    courier.after(index * stepMs, () => {
      sms.state = state;
      if (state === 'undelivered' || state === 'failed') sms.error_code = outcome?.error_code ?? null;
      if (statusCallback === null) return;
      courier.post(
        twilioWebhook(statusCallback, {
          ...smsFields(sms),
          MessageStatus: state,
          SmsStatus: state,
          ...(sms.error_code === null ? {} : { ErrorCode: String(sms.error_code) }),
        }),
      );
    });
  }
}
