import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import type { DeskMoney } from '@/lib/billing/get-desk-money';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { formatMoney } from '@/lib/core/money';

type Props = { money: DeskMoney; currency: string; club: string };

/** What is still owed for a booking with the way to pay it, or what the club still owes its player. */
export async function DeskOwed({ money: { owedMinor, payToken }, currency, club }: Props) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  if (owedMinor === 0) return null;
  const amount = formatMoney(Math.abs(owedMinor), currency, locale);
  if (owedMinor < 0) return <p className="mt-2 max-w-prose text-lead">{t('clubOwes', { amount, club })}</p>;
  return (
    <>
      <p className="mt-2 max-w-prose text-lead">{t(payToken ? 'dueOwn' : 'due', { amount })}</p>
      {payToken && (
        <Link href={sitePaths.pay(payToken)} className={button({ className: 'mt-4' })}>
          {t('payNow')}
        </Link>
      )}
    </>
  );
}
