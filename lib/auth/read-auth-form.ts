import { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import { parse } from '@/lib/core/input/parse';
import { assertSafeJson, parseJson, readText } from '@/lib/core/input/request-body';

const MAX_BYTES = 16 * 1024;

const fields = z.record(z.string(), z.string());

/**
 * Reads the fields of a POST to next-auth, which itself answers 500 to a body that it cannot parse.
 * @throws AppError `invalid_input`, `unsupported_media_type`, `payload_too_large`
 */
export async function readAuthForm(request: Request): Promise<URLSearchParams> {
  const text = await readText(request, MAX_BYTES);
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const given = valuesOf(type, text);
  assertSafeJson(given);
  return new URLSearchParams(parse(fields, given));
}

function valuesOf(type: string | undefined, text: string): unknown {
  if (type === 'application/json') return parseJson(text);
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text));
  if (text === '') return {};
  throw new AppError(
    'unsupported_media_type',
    'Send a form, or its fields as an object of application/json.',
  );
}
