import { z } from 'zod';
import { bareAddress } from '../inbox/outbox';
import { ResendError } from './resend-error';

const addresses = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const optionalAddresses = addresses.nullish().transform((value) => value ?? []);
const tagWord = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/);

const mailSchema = z.object({
  from: z.string(),
  to: addresses,
  subject: z.string(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  cc: optionalAddresses,
  bcc: optionalAddresses,
  reply_to: optionalAddresses,
  headers: z.record(z.string(), z.string()).nullish(),
  tags: z.array(z.object({ name: tagWord, value: tagWord })).nullish(),
  attachments: z
    .array(
      z.object({
        filename: z.string().min(1),
        content: z.base64(),
        content_type: z.string().default('application/octet-stream'),
        /** What the HTML shows as `cid:` and this id (resend.com/docs/dashboard/emails/embed-inline-images). */
        content_id: z.string().max(127).optional(),
      }),
    )
    .nullish(),
});

export type MailRequest = z.infer<typeof mailSchema>;

const MAX_RECIPIENTS = 50;
const ADDRESS = /^[^\s@<>"]+@[^\s@<>."]+(\.[^\s@<>."]+)+$/;

/**
 * Parses a request to send one mail as Resend does (resend.com/docs/api-reference/emails/send-email). A sender at a
 * domain that begins with `unverified` counts as unverified.
 * @throws ResendError with Resend's own name and status for the first thing wrong
 */
export function parseMail(input: unknown): MailRequest {
  const parsed = mailSchema.safeParse(input);
  if (!parsed.success) throw shapeError(parsed.error, input);
  const mail = parsed.data;
  checkAddresses('from', [mail.from]);
  checkAddresses('to', mail.to);
  checkAddresses('cc', mail.cc);
  checkAddresses('bcc', mail.bcc);
  checkAddresses('reply_to', mail.reply_to);
  if (mail.to.length === 0 || mail.to.length > MAX_RECIPIENTS) {
    throw new ResendError(422, 'validation_error', 'The `to` field must have between 1 and 50 addresses.');
  }
  if (!mail.html && !mail.text) {
    throw new ResendError(422, 'missing_required_field', 'Missing `html` or `text` field.');
  }
  const domain = bareAddress(mail.from).split('@')[1] ?? '';
  if (domain.startsWith('unverified')) {
    throw new ResendError(403, 'validation_error', `The ${domain} domain is not verified.`);
  }
  return mail;
}

function shapeError(error: z.ZodError, input: unknown): ResendError {
  const path = error.issues[0]?.path ?? [];
  const field = String(path[0] ?? 'body');
  if (field === 'attachments')
    return new ResendError(422, 'invalid_attachment', 'Invalid `attachments` field.');
  const missing = typeof input === 'object' && input !== null && !(field in input);
  return missing
    ? new ResendError(422, 'missing_required_field', `Missing \`${field}\` field.`)
    : new ResendError(422, 'validation_error', `Invalid \`${field}\` field.`);
}

function checkAddresses(field: string, list: string[]): void {
  if (list.every((address) => ADDRESS.test(bareAddress(address)))) return;
  throw new ResendError(
    422,
    'validation_error',
    `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
  );
}
