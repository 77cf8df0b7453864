import { z } from 'zod';
import type { Sandbox } from '@/sandbox/start';

const inboxSchema = z.object({
  messages: z.array(
    z.object({
      channel: z.enum(['email', 'sms']),
      subject: z.string().default(''),
      html: z.string().nullable().default(null),
      text: z.string().nullable(),
      from: z.string().default(''),
      reply_to: z.array(z.string()).default([]),
      headers: z.record(z.string(), z.string()).default({}),
      attachments: z
        .array(z.object({ filename: z.string(), content_type: z.string(), content: z.string() }))
        .default([]),
    }),
  ),
});

/** The messages of the sandbox to one address or number, newest first. */
export async function messagesTo(sandbox: Pick<Sandbox, 'urls'>, to: string) {
  const inbox = sandbox.urls.resend ?? sandbox.urls.twilio;
  const response = await fetch(`${inbox}/_control/messages?to=${encodeURIComponent(to)}`);
  return inboxSchema.parse(await response.json()).messages;
}
