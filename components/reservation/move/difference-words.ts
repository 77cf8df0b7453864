import { getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '@/lib/core/money';

/** How the difference of a move is said: on a small button, and in a sentence. Null words cost the same. */
export async function differenceWords(currency: string) {
  const [t, locale] = await Promise.all([getTranslations('move'), getLocale()]);
  const money = (minor: number) => formatMoney(Math.abs(minor), currency, locale);
  return {
    short: (minor: number) => {
      if (minor === 0) return t('same');
      return minor > 0 ? `+${money(minor)}` : `−${money(minor)}`;
    },
    sentence: (minor: number) => {
      if (minor === 0) return t('sameText');
      return t(minor > 0 ? 'dearerText' : 'cheaperText', { amount: money(minor) });
    },
    button: (minor: number) => {
      if (minor === 0) return t('doSame');
      return t(minor > 0 ? 'doDearer' : 'doCheaper', { amount: money(minor) });
    },
  };
}
