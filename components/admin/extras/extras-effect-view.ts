import { getLocale, getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/catalogue/catalogue';
import type { ExtraChange } from '@/lib/clubs/set-up/compare-extras';
import { formatMoney } from '@/lib/core/money';
import type { ExtrasEffectView } from './extras-effect';

/** Changed prices of extras, in the reader's words. */
export async function extrasEffectView(
  { currency }: Pick<Club, 'currency'>,
  changes: readonly ExtraChange[],
): Promise<ExtrasEffectView> {
  const [t, locale] = await Promise.all([getTranslations('extras'), getLocale()]);
  const price = (minor: number | null) =>
    minor === null ? t('notSold') : formatMoney(minor, currency, locale);
  return {
    lines: changes.map(({ code, name, before, after }) => ({
      code,
      text: t('change', { name: name[locale], before: price(before), after: price(after) }),
    })),
  };
}
