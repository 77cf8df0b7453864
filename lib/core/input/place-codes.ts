import { z } from 'zod';
import { CURRENCIES } from '@/lib/core/currencies';
import { findTimeZone } from '@/lib/core/time';

/** A country by its ISO 3166 code of two letters. Only the shape is checked. */
export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country code of two letters, such as ES');

/** The IANA name of a zone, in the case of the zone data. */
export const timeZoneName = z
  .string()
  .max(60)
  .transform((name, ctx) => {
    const zone = findTimeZone(name);
    if (zone === null) ctx.issues.push({ code: 'custom', input: name, message: 'is not a time zone' });
    return zone ?? z.NEVER;
  });

/** A currency in which a club may sell, by its ISO 4217 code. */
export const currencyCode = z
  .string()
  .refine((code) => CURRENCIES.has(code), 'is not a currency Stripe charges in');
