import type { Locale } from '@/lib/core/context';

/** Dates are written day first in both languages, and times in 24 h, as clubs post them. */
const INTL_LOCALE = { es: 'es-ES', en: 'en-GB' } as const satisfies Record<Locale, string>;

/** Building a formatter costs a hundred times as much as using it, so each is built once. */
function kept<Options, Formatter>(build: (locale: string, options: Options) => Formatter) {
  const known = new Map<string, Formatter>();
  return (locale: Locale, options: Options): Formatter => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const formatter = known.get(key) ?? build(INTL_LOCALE[locale], options);
    known.set(key, formatter);
    return formatter;
  };
}

export const numberFormatter = kept(
  (locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

export const dateFormatter = kept(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

export const dayCounter = kept(
  (locale: string, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);
