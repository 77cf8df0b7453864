import { z } from 'zod';
import { invalidRequest, type StripeFailure } from './failure';

/** A rule Stripe answers with a code of its own. */
export const coded = (code: string) => ({ params: { code } });

export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, { error: (issue) => `Invalid integer: ${issue.input}` })
  .transform(Number);

export const boolean = z.enum(['true', 'false']).transform((value) => value === 'true');

/** An empty string unsets a field. */
export const text = z
  .string()
  .max(5000)
  .transform((value) => (value === '' ? null : value));

export const email = text.refine((value) => value === null || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value), {
  error: (issue) => `Invalid email address: ${issue.input}`,
  ...coded('email_invalid'),
});

export const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'object' && value !== null ? Object.values(value) : value),
    z.array(item),
  );

/** Null clears every key; an empty value removes its key. */
export const metadata = z.preprocess(
  (value) => (value === '' ? null : value),
  z
    .record(
      z.string().max(40, 'Metadata keys can have at most 40 characters.'),
      z
        .string('Metadata values must be strings.')
        .max(500, 'Metadata values can have at most 500 characters.'),
    )
    .refine((value) => Object.keys(value).length <= 50, 'Metadata can have at most 50 keys.')
    .nullable(),
);

const orNull = text.default(null);

export const address = z.strictObject({
  city: orNull,
  country: orNull,
  line1: orNull,
  line2: orNull,
  postal_code: orNull,
  state: orNull,
});

/** @throws StripeFailure 400 that names the parameter, before any work is done */
export function parseParams<T>(schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw toFailure(parsed.error.issues[0]);
}

function toFailure(issue: z.core.$ZodIssue | undefined): StripeFailure {
  if (issue === undefined) return invalidRequest('Invalid request.');
  if (issue.code === 'unrecognized_keys') {
    const param = paramName([...issue.path, issue.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = paramName(issue.path);
  if (issue.code === 'invalid_type' && issue.input === undefined && /undefined/.test(issue.message)) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const code = issue.code === 'custom' ? issue.params?.code : undefined;
  const message = issue.code === 'invalid_value' ? `Invalid ${param}: ${issue.message}` : issue.message;
  return invalidRequest(message, { code: typeof code === 'string' ? code : undefined, param });
}

const paramName = ([head, ...rest]: PropertyKey[]) =>
  String(head ?? '') + rest.map((part) => `[${String(part)}]`).join('');
