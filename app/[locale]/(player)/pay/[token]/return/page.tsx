import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { RefreshSoon } from '@/components/checkout/refresh-soon';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { checkPaymentLink } from '@/lib/billing/open-payment-link';
import { assertNever } from '@/lib/core/errors';
import { redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('return');
  return { title: t('title'), robots: { index: false }, referrer: 'same-origin' };
}

/** The page after the bank or the form. It asks Stripe and ignores the address. */
export default async function PayReturnPage({ params }: PageProps<'/[locale]/pay/[token]/return'>) {
  const { token } = await params;
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('payLink')]);
  const outcome = await orNotFound(checkPaymentLink(ctx, { token }), sitePaths.pay(token));
  const link = { href: sitePaths.pay(token), locale: ctx.locale };
  switch (outcome) {
    case 'confirmed':
    case 'already_settled':
    case 'refunding':
    case 'cancelled':
    case 'nothing_to_check':
      return redirect(link);
    case 'declined':
      return (
        <Outcome title={t('declinedTitle')} text={t('safe')} tone="danger">
          <Link href={sitePaths.pay(token)} className={button()}>
            {t('again')}
          </Link>
        </Outcome>
      );
    case 'processing':
    case 'open':
    case 'unavailable':
    case 'unknown':
      return (
        <Outcome title={t('waitingTitle')} text={t('waitingText')} tone="held">
          <Link href={sitePaths.pay(token)} className={button({ look: 'secondary' })}>
            {t('again')}
          </Link>
          <RefreshSoon />
        </Outcome>
      );
    default:
      return assertNever(outcome);
  }
}

type OutcomeProps = { title: string; text: string; tone: 'held' | 'danger'; children: ReactNode };

function Outcome({ title, text, tone, children }: OutcomeProps) {
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <h1 className="text-head">{title}</h1>
      <Callout tone={tone} urgent>
        <p>{text}</p>
      </Callout>
      <div className="flex flex-wrap gap-3">{children}</div>
    </div>
  );
}
