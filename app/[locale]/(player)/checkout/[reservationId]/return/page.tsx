import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { RefreshSoon } from '@/components/refresh-soon';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { assertNever } from '@/lib/errors';
import { Link } from '@/components/link';
import { redirect } from '@/lib/i18n/navigation';
import { pageContext } from '@/lib/page-context';
import { checkPayment } from '@/lib/payments/check-payment';
import { forPage } from '../../../../for-page';

type Props = PageProps<'/[locale]/checkout/[reservationId]/return'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('return');
  return { title: t('title') };
}

/** Where the bank, the form, a second tab or the back button lead: it asks Stripe, not the address. */
export default async function ReturnPage({ params }: Props) {
  const { reservationId } = await params;
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('return')]);
  const here = `/checkout/${reservationId}/return`;
  const outcome = await forPage(checkPayment(ctx, { reservationId }), here);
  const checkout = `/checkout/${reservationId}`;

  switch (outcome) {
    case 'confirmed':
    case 'already_settled':
    case 'refunding':
    case 'cancelled':
      return redirect({ href: `/reservations/${reservationId}`, locale: ctx.locale });
    case 'nothing_to_check':
      return redirect({ href: checkout, locale: ctx.locale });
    case 'declined':
      return (
        <Outcome title={t('failedTitle')} text={t('failedText')} tone="danger">
          <Link href={checkout} className={button()}>
            {t('tryAgain')}
          </Link>
        </Outcome>
      );
    case 'open':
      return <StillOpen reservationId={reservationId} />;
    case 'unavailable':
    case 'unknown':
      return (
        <Outcome title={t('unknownTitle')} text={t('unknownText')} tone="held">
          <Link href={here} className={button({ look: 'secondary' })}>
            {t('check')}
          </Link>
          <RefreshSoon />
        </Outcome>
      );
    default:
      return assertNever(outcome);
  }
}

/** Stripe has neither money nor a refusal yet: a slow bank, or a payment that was never made. */
async function StillOpen({ reservationId }: { reservationId: string }) {
  const t = await getTranslations('return');
  return (
    <Outcome title={t('processingTitle')} text={t('processingText')} tone="held">
      <Link href={`/checkout/${reservationId}`} className={button({ look: 'secondary' })}>
        {t('tryAgain')}
      </Link>
      <RefreshSoon />
    </Outcome>
  );
}

type OutcomeProps = { title: string; text: string; tone: 'held' | 'danger'; children: ReactNode };

function Outcome({ title, text, tone, children }: OutcomeProps) {
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="mb-4 text-head">{title}</h1>
      <Callout tone={tone} urgent>
        <p>{text}</p>
      </Callout>
      <div className="mt-5 flex flex-wrap gap-3">{children}</div>
    </div>
  );
}
