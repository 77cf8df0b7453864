import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { declineKey } from '@/components/checkout/decline-key';
import { RefreshSoon } from '@/components/checkout/refresh-soon';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { Context } from '@/lib/core/context';
import { assertNever } from '@/lib/core/errors';
import { redirect } from '@/lib/core/i18n/navigation';
import { checkPayment } from '@/lib/payments/check-payment';
import { isHeld } from '@/lib/reservations/is-held';
import { getReservation } from '@/lib/reservations/reservation-details';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';

type Props = PageProps<'/[locale]/checkout/[reservationId]/return'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('return');
  return { title: t('title') };
}

/** The page after the bank, the form, a second tab or Back. It asks Stripe and ignores the address. */
export default async function ReturnPage({ params }: Props) {
  const { reservationId } = await params;
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('return')]);
  const here = `/checkout/${reservationId}/return`;
  const outcome = await orNotFound(checkPayment(ctx, { reservationId }), here);
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
      return <Declined ctx={ctx} reservationId={reservationId} />;
    case 'processing':
      return (
        <Outcome title={t('processingTitle')} text={t('processingText')} tone="held">
          <Link href={`/reservations/${reservationId}`} className={button({ look: 'secondary' })}>
            {t('seeBooking')}
          </Link>
          <RefreshSoon />
        </Outcome>
      );
    case 'open':
      return (
        <Outcome title={t('openTitle')} text={t('openText')} tone="held">
          <Link href={checkout} className={button({ look: 'secondary' })}>
            {t('tryAgain')}
          </Link>
          <RefreshSoon />
        </Outcome>
      );
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

/** The bank's refusal, and the link back while the court is held. */
async function Declined({ ctx, reservationId }: { ctx: Context; reservationId: string }) {
  const [t, reservation] = await Promise.all([getTranslations(), getReservation(ctx, reservationId)]);
  const held = isHeld(reservation, ctx.now);
  return (
    <Outcome
      title={t('return.failedTitle')}
      text={t(`decline.${declineKey(reservation.payment?.declineCode)}`)}
      more={t(held ? 'checkout.safe' : 'return.failedLapsed')}
      tone="danger"
    >
      <Link href={`/checkout/${reservationId}`} className={button()}>
        {t(held ? 'return.tryAgain' : 'return.seeCourt')}
      </Link>
    </Outcome>
  );
}

type OutcomeProps = {
  title: string;
  text: string;
  more?: string;
  tone: 'held' | 'danger';
  children: ReactNode;
};

function Outcome({ title, text, more, tone, children }: OutcomeProps) {
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="mb-4 text-head">{title}</h1>
      <Callout tone={tone} urgent>
        <p>{text}</p>
        {more && <p className="mt-1">{more}</p>}
      </Callout>
      <div className="mt-5 flex flex-wrap gap-3">{children}</div>
    </div>
  );
}
