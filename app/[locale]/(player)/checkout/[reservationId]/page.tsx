import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BookingSummary } from '@/components/booking-summary';
import { ClubZone } from '@/components/club-zone';
import { ClubTime } from '@/components/club-time';
import { HoldCountdown } from '@/components/hold-countdown';
import { LapsedHold } from '@/components/lapsed-hold';
import { PaymentSection } from '@/components/payment-section';
import { PolicyText } from '@/components/policy-text';
import { Card } from '@/components/ui/card';
import { courtsBeside, findClub } from '@/lib/clubs/catalogue';
import { redirect } from '@/lib/i18n/navigation';
import { pageContext } from '@/lib/page-context';
import { isHeld } from '@/lib/reservations/is-held';
import { getReservation } from '@/lib/reservations/reservation-details';
import { localTime } from '@/lib/time';
import { forPage } from '../../../for-page';
import { book } from '../../book';
import { release } from '../../cancel';
import { add, remove } from '../../players';
import { openPaymentFor } from './open-payment-for';
import { wherePaymentLeads } from './where-payment-leads';

type Props = PageProps<'/[locale]/checkout/[reservationId]'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('checkout');
  return { title: t('title') };
}

export default async function CheckoutPage({ params }: Props) {
  const { reservationId } = await params;
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('checkout')]);
  const reservation = await forPage(getReservation(ctx, reservationId), `/checkout/${reservationId}`);
  const [club, courts] = await Promise.all([findClub(reservation.clubId), courtsBeside(reservation.court)]);
  const elsewhere = { href: `/reservations/${reservation.id}`, locale: ctx.locale };
  const isPayer = ctx.actor.kind === 'person' && ctx.actor.userId === reservation.userId;
  if (!club || !isPayer) return redirect(elsewhere);
  const now = ctx.now.getTime();
  const summary = (
    <BookingSummary reservation={reservation} courts={courts} now={now} own players={{ add, remove }} />
  );

  switch (reservation.status) {
    case 'confirmed':
    case 'completed':
    case 'no_show':
    case 'cancelled':
      return redirect(elsewhere);
    case 'expired':
    case 'payment_pending':
    case 'pending': {
      const remainingMs = (reservation.holdExpiresAt?.getTime() ?? now) - now;
      if (reservation.status === 'expired' || remainingMs <= 0) {
        const onward = await wherePaymentLeads(ctx, reservation.id);
        if (onward) return redirect({ href: onward, locale: ctx.locale });
        return <LapsedHold ctx={ctx} reservation={reservation} club={club} book={book} summary={summary} />;
      }
      const payable = await openPaymentFor(ctx, reservation.id);
      if (payable.state === 'over' || payable.state === 'with_bank') {
        // What ended between the two reads is looked at again; what did not is with the bank.
        const ended =
          payable.state === 'over' && !isHeld(await getReservation(ctx, reservation.id), new Date());
        const path = ended ? '' : '/return';
        return redirect({ href: `/checkout/${reservation.id}${path}`, locale: ctx.locale });
      }
      return (
        <>
          <h1 className="text-head">{t('title')}</h1>
          <p className="mt-1 text-lead lg:hidden">
            {reservation.club.name} · {reservation.court.name} ·{' '}
            <ClubTime
              startsAt={reservation.startsAt.getTime()}
              endsAt={reservation.endsAt.getTime()}
              now={now}
              club={reservation.club}
            />
          </p>
          <div className="mt-6 grid items-start gap-6 lg:grid-cols-[1fr_26rem]">
            <Card className="grid gap-5 p-4 sm:p-6 lg:col-start-2">
              <HoldCountdown
                remainingMs={remainingMs}
                totalMs={club.holdMinutes * 60_000}
                until={localTime(now + remainingMs, club.timeZone)}
                zone={<ClubZone club={club} at={now + remainingMs} />}
              />
              <PaymentSection
                reservation={reservation}
                payment={payable.state === 'open' ? payable.payment : null}
              />
              <form action={release} className="text-center">
                <input type="hidden" name="reservationId" value={reservation.id} />
                <button
                  type="submit"
                  className="min-h-11 rounded-md px-3 text-ink-soft underline underline-offset-4"
                >
                  {t('dontPay')}
                </button>
              </form>
            </Card>
            <div className="grid gap-6 lg:col-start-1 lg:row-start-1">
              {summary}
              <div>
                <h2 className="mb-1 text-lead">{t('cancelPolicy')}</h2>
                <PolicyText
                  policy={reservation.refundPolicy}
                  game={{ startsAt: reservation.startsAt, timeZone: reservation.club.timeZone, now }}
                />
              </div>
            </div>
          </div>
        </>
      );
    }
  }
}
