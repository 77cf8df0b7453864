import { Circle } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '@/lib/core/money';

/** What somebody owes the club, as a pill, or what the club owes them, as text. Nothing when neither owes. */
export async function OwedPill({ minor, currency }: { minor: number; currency: string }) {
  const [t, locale] = await Promise.all([getTranslations('people'), getLocale()]);
  if (minor === 0) return null;
  const amount = formatMoney(Math.abs(minor), currency, locale);
  if (minor < 0) return <span className="whitespace-nowrap">{t('clubOwes', { amount })}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm bg-ink px-2 py-0.5 font-strong text-on-ink">
      <Circle aria-hidden className="size-3" strokeWidth={3} />
      <span className="sr-only">{t('owes')} </span>
      {amount}
    </span>
  );
}
