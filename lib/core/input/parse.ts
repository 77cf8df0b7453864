import { z } from 'zod';
import type { Locale } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';

/** Zod's issues as `fields` of an answer: `court_id`, `participants.0.email`. The input as a whole is `input`. */
function fieldsOf(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    const names =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...path, key].join('.'))
        : [path.join('.') || 'input'];
    for (const name of names) {
      fields[name] = [...(Object.hasOwn(fields, name) ? (fields[name] ?? []) : []), issue.message];
    }
  }
  return fields;
}

/** Made once, because making one takes longer than most input takes to parse. */
const sentences = { es: z.locales.es().localeError, en: z.locales.en().localeError } satisfies Record<
  Locale,
  unknown
>;

/**
 * Parses input from outside. The sentences in `fields` are in the language given.
 * @throws AppError `invalid_input` with `fields`
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown, locale: Locale = 'en'): T {
  const parsed = schema.safeParse(input, { error: sentences[locale] });
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', 'Some of what was sent is not valid; see fields.', {
    fields: fieldsOf(parsed.error),
  });
}
