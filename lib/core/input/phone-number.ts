import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';

/**
 * A telephone number in E.164: `+44 (0)20 7946 0958` → `+442079460958`. Without a country code it is read as of that
 * country (ISO 3166); null when it cannot be dialled or has an extension.
 */
export function readPhone(typed: string, country = ''): string | null {
  const defaultCountry = isSupportedCountry(country) ? country : undefined;
  const read = parsePhoneNumberFromString(typed, {
    extract: false,
    ...(defaultCountry && { defaultCountry }),
  });
  return read?.isPossible() && read.ext === undefined ? read.number : null;
}

/** A telephone number with its country code, in E.164. Its length is checked, but not whether it is in use. */
export const phoneNumber = z
  .string()
  .trim()
  .max(40)
  .transform((typed, ctx) => {
    const phone = readPhone(typed);
    if (phone !== null) return phone;
    ctx.issues.push({
      code: 'custom',
      input: typed,
      message: 'must be a telephone number with its country code',
    });
    return z.NEVER;
  });
