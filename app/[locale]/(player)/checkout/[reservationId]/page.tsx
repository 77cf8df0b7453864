import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BookingFacts } from '@/components/checkout/booking-facts';
import { BookingHead } from '@/components/checkout/booking-head';
import { BookingSummary } from '@/components/checkout/booking-summary';
import { CheckoutExtras } from '@/components/checkout/choices/checkout-extras';
import { HoldCountdown } from '@/components/checkout/hold-countdown';
import { MoveFacts } from '@/components/checkout/move-facts';
import { LapsedHold } from '@/components/checkout/lapsed-hold';
import { SharingChoice } from '@/components/checkout/choices/sharing-choice';
import { FreeBooking } from '@/components/checkout/who/free-booking';
import type { ToPay } from '@/components/checkout/to-pay';
import { PaymentSection } from '@/components/checkout/payment-section';
import { AccountBooks, GuestFields, GuestNamed } from '@/components/checkout/who/who-books';
import { ClubZone } from '@/components/shared/club-zone';
import { errorWords } from '@/components/shared/error-words';
import { OFFER_MINUTES } from '@/lib/availability/in-turn';
import { isOffer } from '@/lib/alerts/list-offers';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import { isSelf } from '@/lib/auth/permissions';
import { courtsBeside, findClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { redirect } from '@/lib/core/i18n/navigation';
import { localTime } from '@/lib/core/time';
import { ownShareOf } from '@/lib/ledger/shares';
import { isHeld } from '@/lib/reservations/is-held';
import { getReservation, type ReservationDetails } from '@/lib/reservations/reservation-details';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../or-not-found';
import { addPlayerAction, book, bookAsAccount, removePlayerAction } from '../../actions';
import { bookAsGuest, changeExtras, openAsAccount, openAsGuest, release, share } from './actions';
import { openPaymentFor, type Payable } from './open-payment-for';
import { wherePaymentLeads } from './where-payment-leads';

type Props = PageProps<'/[locale]/checkout/[reservationId]'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('checkout');
  return { title: t('title') };
}

export default async function CheckoutPage({ params, searchParams }: Props) {
  const [{ reservationId }, { back, guest }] = await Promise.all([params, searchParams]);
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('checkout')]);
  const reservation = await orNotFound(getReservation(ctx, reservationId), `/checkout/${reservationId}`);
  const [club, courts] = await Promise.all([findClub(reservation.clubId), courtsBeside(reservation.court)]);
  const elsewhere = { href: `/reservations/${reservation.id}`, locale: ctx.locale };
  if (!club || !isOwnBooking(ctx.actor, reservation)) return redirect(elsewhere);
  const now = ctx.now.getTime();
  const summary = (
    <BookingSummary
      reservation={reservation}
      courts={courts}
      now={now}
      own
      players={{ add: addPlayerAction, remove: removePlayerAction }}
    />
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
        const moving = endedMoveHref(reservation);
        if (moving) return redirect({ href: moving, locale: ctx.locale });
        return <LapsedHold ctx={ctx} reservation={reservation} club={club} book={book} summary={summary} />;
      }
      const [payable, isTurn] = await Promise.all([
        openPaymentFor(ctx, reservation, guest === 'change'),
        isOffer(reservation.id),
      ]);
      if (payable.state === 'over' || payable.state === 'with_bank') {
        // What ended between the two reads is read again. Otherwise the bank works on it.
        const ended =
          payable.state === 'over' && !isHeld(await getReservation(ctx, reservation.id), new Date());
        const path = ended ? '' : '/return';
        return redirect({ href: `/checkout/${reservation.id}${path}`, locale: ctx.locale });
      }
      return (
        <div className="flex flex-col lg:-mt-2 lg:grid lg:grid-cols-[minmax(0,1fr)_27rem] lg:grid-rows-[auto_auto_1fr] lg:gap-x-8">
          <div className="-mx-4 sticky top-14 z-10 -mt-4 border-held border-b bg-held-tint px-4 py-2.5 sm:-mt-6 lg:static lg:col-start-2 lg:row-start-1 lg:mx-0 lg:mt-0 lg:rounded-t-card lg:border lg:border-line lg:border-b-held lg:p-6 lg:py-4">
            <HoldCountdown
              remainingMs={remainingMs}
              totalMs={(isTurn ? OFFER_MINUTES : club.holdMinutes) * 60_000}
              isTurn={isTurn}
              until={localTime(now + remainingMs, club.timeZone)}
              zone={<ClubZone club={club} at={now + remainingMs} />}
            />
          </div>
          <div className="-mx-4 border-line border-b bg-card lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:mx-0 lg:overflow-hidden lg:rounded-t-card lg:border">
            <BookingHead reservation={reservation} courts={courts} now={now} as="h1" />
          </div>
          <div className="mt-6 grid gap-4 rounded-card border border-line bg-card p-4 shadow-lift sm:p-6 lg:col-start-2 lg:row-span-2 lg:row-start-2 lg:mt-0 lg:self-start lg:rounded-t-none lg:border-t-0">
            {reservation.priceMinor === 0 ? (
              <FreeBooking
                who={await whoBooks(ctx, reservation)}
                book={isSelf(ctx.actor) ? bookAsAccount : bookAsGuest}
              />
            ) : (
              <PaymentSection
                reservation={reservation}
                toPay={await toPayOf(ctx, reservation, payable)}
                now={ctx.now}
              />
            )}
            {payable.state === 'open' && maySayWhoAnew(reservation) && reservation.guest && (
              <GuestNamed reservationId={reservation.id} guest={reservation.guest} />
            )}
            <form action={release} className="text-center">
              <input type="hidden" name="reservationId" value={reservation.id} />
              {back && <input type="hidden" name="back" value={back} />}
              <button
                type="submit"
                className="min-h-11 rounded-md px-3 text-soft underline decoration-edge underline-offset-4"
              >
                {t(reservation.replaces !== null ? 'dontMove' : isTurn ? 'dontTake' : 'dontPay')}
              </button>
            </form>
          </div>
          <div className="mt-6 rounded-card border border-line bg-card lg:col-start-1 lg:row-start-3 lg:mt-0 lg:self-start lg:rounded-t-none lg:border-t-0">
            {reservation.replaces === null ? (
              <BookingFacts
                reservation={reservation}
                now={now}
                own
                players={{ add: addPlayerAction, remove: removePlayerAction }}
                extras={
                  <>
                    <CheckoutExtras reservation={reservation} club={club} change={changeExtras} />
                    <SharingChoice reservation={reservation} now={ctx.now} choose={share} />
                  </>
                }
              />
            ) : (
              <MoveFacts
                hold={reservation}
                booking={await getReservation(ctx, reservation.replaces)}
                now={now}
              />
            )}
          </div>
        </div>
      );
    }
  }
}

const maySayWhoAnew = ({ userId, replaces }: ReservationDetails): boolean =>
  userId === null && replaces === null;

/** Where the hold of a move leads once it is over: to its booking if that moved, else to choosing again. */
function endedMoveHref({ replaces, holdExpiresAt }: ReservationDetails): string | null {
  if (replaces === null) return null;
  const hasMoved = holdExpiresAt === null;
  return hasMoved ? `/reservations/${replaces}` : `/reservations/${replaces}/move?problem=lapsed`;
}

/** What the card form pays: an open intent, or a sum whose intent waits for who books. Null while Stripe is away. */
async function toPayOf(
  ctx: Context,
  reservation: ReservationDetails,
  payable: Payable,
): Promise<ToPay | null> {
  if (payable.state === 'open') return { kind: 'intent', clientSecret: payable.payment.clientSecret };
  if (payable.state !== 'nameless') return null;
  const [t, words] = await Promise.all([getTranslations(), errorWords()]);
  return {
    kind: 'sum',
    amountMinor: ownShareOf(reservation),
    currency: reservation.currency,
    savesCard: reservation.sharing !== null,
    who: await whoBooks(ctx, reservation),
    prepare: isSelf(ctx.actor) ? openAsAccount : openAsGuest,
    words: {
      ...words,
      payment_service_unavailable: t('checkout.unavailableText'),
      open_holds: t('holdLimit.open_holds.text'),
      unpaid_today: t('holdLimit.unpaid_today.title'),
      blocked_customer: t('notBookable.blocked_customer'),
    },
  };
}

const whoBooks = async ({ actor, locale }: Context, { id, guest }: ReservationDetails) =>
  isSelf(actor) ? (
    <AccountBooks reservationId={id} person={actor} />
  ) : (
    <GuestFields reservationId={id} locale={locale} guest={guest} />
  );
