import { CalendarClock, CalendarPlus, Navigation } from 'lucide-react';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { BookingSummary } from '@/components/checkout/booking-summary';
import { CancelBooking } from '@/components/reservation/cancel-booking';
import { DeskOwed } from '@/components/reservation/desk-owed';
import { ClaimBooking, KeepBooking } from '@/components/reservation/keep-booking';
import { MessageStates } from '@/components/reservation/message-states';
import { UndoMove } from '@/components/reservation/move/undo-move';
import { BookedHero } from '@/components/game/booked-hero';
import { GameCard } from '@/components/game/game-card';
import { SharedCost } from '@/components/game/shared-cost';
import { QrCode } from '@/components/reservation/qr-code';
import { Receipt } from '@/components/reservation/receipt';
import { ReservationState } from '@/components/reservation/reservation-state';
import { redirect } from '@/lib/core/i18n/navigation';
import { formatMoney } from '@/lib/core/money';
import { findUndoable } from '@/lib/desk/acts/find-undoable';
import { findReplacement } from '@/lib/moves/hold-replacement';
import { isHeld, isOnHold } from '@/lib/reservations/is-held';
import { bookingCode } from '@/lib/core/booking-code';
import { Link } from '@/components/shared/link';
import { ProblemNote } from '@/components/shared/problem-note';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { IntoView } from '@/components/ui/into-view';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import { getDeskMoney } from '@/lib/billing/get-desk-money';
import { listCancellationChoices } from '@/lib/cancellations/preview-cancellation';
import { courtsBeside } from '@/lib/catalogue/catalogue';
import { directionsUrl } from '@/lib/catalogue/directions-url';
import type { Context } from '@/lib/core/context';
import { isAwaitingBank } from '@/lib/reservations/payment-state';
import { getSharedCost } from '@/lib/reservations/game/get-shared-cost';
import { listAsked } from '@/lib/reservations/game/remind-player';
import { getReservation, type ReservationDetails } from '@/lib/reservations/reservation-details';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../or-not-found';
import { passkeySignUpAction, signUpAction } from '../../../(auth)/actions';
import { cancel } from './actions';
import { undoMove } from './move/actions';
import {
  addPlayerAction,
  bookAsAccount,
  remindPlayerAction,
  removePlayerAction,
  renewGameLinkAction,
} from '../../actions';

type Props = PageProps<'/[locale]/reservations/[id]'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('reservation');
  return { title: t('titleUpcoming') };
}

export default async function ReservationPage({ params, searchParams }: Props) {
  const [{ id }, { problem, override, move, card }] = await Promise.all([params, searchParams]);
  const ctx = await pageContext();
  const reservation = await orNotFound(getReservation(ctx, id), `/reservations/${id}`);
  const own = isOwnBooking(ctx.actor, reservation);
  const instead = own && moveHref(reservation);
  if (instead) return redirect({ href: instead, locale: ctx.locale });
  const canMove = own && reservation.status === 'confirmed' && reservation.startsAt > ctx.now;
  const hasGame = own && reservation.status === 'confirmed' && reservation.endsAt > ctx.now;
  const [courts, choices, money, replacement, undoable, asked, cost] = await Promise.all([
    courtsBeside(reservation.court),
    listCancellationChoices(ctx, reservation.id),
    getDeskMoney(ctx, reservation.id),
    canMove ? findReplacement(reservation.id) : null,
    canMove ? findUndoable(ctx, reservation.clubId, reservation.id) : null,
    hasGame ? listAsked(reservation.id, ctx.now) : new Set<number>(),
    own && reservation.status !== 'cancelled' ? getSharedCost(reservation) : null,
  ]);
  const chosen = choices.find((choice) => choice.override === override) ?? choices[0];
  // A booking that can be cancelled and was not has changed since it was shown, which the page says beside the new
  // figures.
  const changed = problem === 'conflict' && chosen !== undefined;
  return (
    <>
      {!changed && <ProblemNote code={problem} />}
      {undoable?.kind === 'own_move' && (
        <UndoMove reservationId={reservation.id} act={undoable} now={ctx.now.getTime()} undo={undoMove} />
      )}
      <MoveNote told={move} />
      {card === 'replaced' && cost && !cost.isRefused && <CardReplaced />}
      {replacement && <UnpaidMove hold={replacement} />}
      {own && reservation.replaces !== null && <Unmoved bookingId={reservation.replaces} />}
      <IntoView told={reservation.status}>
        {hasGame ? (
          <BookedHero
            reservation={reservation}
            now={ctx.now.getTime()}
            hostName={hostName(ctx, reservation)}
          />
        ) : (
          <ReservationState reservation={reservation} now={ctx.now.getTime()} own={own} />
        )}
        {!cost && <DeskOwed money={money} currency={reservation.currency} club={reservation.club.name} />}
      </IntoView>
      <div className="mt-6 grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
        <div className="grid grid-cols-1 gap-6">
          {hasGame && (
            <GameCard
              reservation={reservation}
              hostName={hostName(ctx, reservation)}
              asked={asked}
              actions={{
                add: addPlayerAction,
                remove: removePlayerAction,
                remind: remindPlayerAction,
                renew: renewGameLinkAction,
              }}
            />
          )}
          {cost && <SharedCost reservation={reservation} cost={cost} payToken={money.payToken} />}
          <BookingSummary
            reservation={reservation}
            courts={courts}
            now={ctx.now.getTime()}
            own={own}
            players={hasGame ? 'elsewhere' : { add: addPlayerAction, remove: removePlayerAction }}
          />
          {reservation.status === 'confirmed' && <Tools reservation={reservation} canMove={canMove} />}
        </div>
        <div className="grid gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          {reservation.status === 'confirmed' && <DeskCode id={reservation.id} />}
          <Receipt reservation={reservation} money={money} />
          <MessageStates reservation={reservation} />
          {own && <Keep ctx={ctx} reservation={reservation} />}
          {reservation.club.phone && <Questions phone={reservation.club.phone} />}
        </div>
        {chosen && (
          <CancelBooking
            reservationId={reservation.id}
            choices={choices}
            chosen={chosen}
            own={own}
            awaitingBank={isAwaitingBank(reservation)}
            changed={changed}
            cancel={cancel}
          />
        )}
      </div>
    </>
  );
}

/** Where the hold of a move leads, unless money came for it in vain, which its own page tells. */
function moveHref({ id, replaces, status, taken }: ReservationDetails): string | null {
  if (replaces === null || taken.length > 0) return null;
  return isOnHold(status) ? `/checkout/${id}` : `/reservations/${replaces}`;
}

/** Of whoever booked, who reads this page. */
const hostName = ({ actor }: Context, { guest }: ReservationDetails): string =>
  (actor.kind === 'person' ? actor.name : null) ?? guest?.name ?? '';

const MOVE_NOTES = ['undone', 'too_late'] as const;

async function MoveNote({ told }: { told: string | string[] | undefined }) {
  const t = await getTranslations('move');
  const note = MOVE_NOTES.find((one) => one === told);
  if (!note) return null;
  return (
    <div className="mb-5">
      <Callout tone={note === 'undone' ? 'confirmed' : 'held'} urgent title={t(note)} />
    </div>
  );
}

async function CardReplaced() {
  const t = await getTranslations('restCard');
  return (
    <div className="mb-5">
      <Callout tone="confirmed" urgent title={t('replaced')} />
    </div>
  );
}

async function UnpaidMove({ hold }: { hold: Pick<ReservationDetails, 'id' | 'priceMinor' | 'currency'> }) {
  const [t, locale] = await Promise.all([getTranslations('move'), getLocale()]);
  return (
    <div className="mb-5">
      <Callout tone="held" title={t('unpaid')}>
        <Link href={`/checkout/${hold.id}`} className={button({ className: 'mt-3' })}>
          {t('pay', { amount: formatMoney(hold.priceMinor, hold.currency, locale) })}
        </Link>
      </Callout>
    </div>
  );
}

/** The money for a move came in vain. */
async function Unmoved({ bookingId }: { bookingId: string }) {
  const t = await getTranslations('move');
  return (
    <div className="mb-5">
      <Callout title={t('stays')}>
        <Link
          href={`/reservations/${bookingId}`}
          className={button({ look: 'secondary', className: 'mt-3' })}
        >
          {t('see')}
        </Link>
      </Callout>
    </div>
  );
}

/** What can become of a booking that was made without an account. */
function Keep({ ctx, reservation }: { ctx: Context; reservation: ReservationDetails }) {
  const { id, userId, guest } = reservation;
  if (userId !== null || !isWorthKeeping(reservation, ctx.now)) return null;
  if (ctx.actor.kind === 'person') return <ClaimBooking reservationId={id} claim={bookAsAccount} />;
  return (
    guest && (
      <KeepBooking
        reservationId={id}
        guest={guest}
        signUp={signUpAction}
        signUpByPasskey={passkeySignUpAction}
      />
    )
  );
}

/** A hold that ran out or was let go leaves nothing behind, unless money came for it. A move belongs to its booking. */
const isWorthKeeping = (reservation: ReservationDetails, now: Date): boolean =>
  reservation.replaces === null &&
  (isHeld(reservation, now) || reservation.confirmedAt !== null || reservation.taken.length > 0);

type ToolsProps = { reservation: ReservationDetails; canMove: boolean };

async function Tools({ reservation, canMove }: ToolsProps) {
  const [t, tMove] = await Promise.all([getTranslations('reservation'), getTranslations('move')]);
  const { id, club } = reservation;
  return (
    <div className="flex flex-wrap gap-3">
      {canMove && (
        <Link href={`/reservations/${id}/move`} className={button({ look: 'secondary' })}>
          <CalendarClock aria-hidden className="size-4.5" />
          {tMove('title')}
        </Link>
      )}
      <a href={`/api/v1/reservations/${id}/calendar`} className={button({ look: 'secondary' })}>
        <CalendarPlus aria-hidden className="size-4.5" />
        {t('calendar')}
      </a>
      <a
        href={directionsUrl(club)}
        target="_blank"
        rel="noreferrer"
        className={button({ look: 'secondary' })}
      >
        <Navigation aria-hidden className="size-4.5" />
        {t('directions')}
      </a>
    </div>
  );
}

async function DeskCode({ id }: { id: string }) {
  const t = await getTranslations('reservation');
  const code = bookingCode(id);
  return (
    <Card className="grid justify-items-center gap-2 p-5 text-center">
      <h2 className="text-lead">{t('qr')}</h2>
      <QrCode text={id} label={`${t('code')} ${code}`} className="w-44 rounded-sm" />
      <p className="figures font-strong tracking-widest">{code}</p>
      <p className="text-ink-soft text-note">{t('qrHint')}</p>
    </Card>
  );
}

async function Questions({ phone }: { phone: string }) {
  const t = await getTranslations('reservation');
  return (
    <p className="text-ink-soft">
      {t.rich('questions', {
        phone,
        call: (words) => (
          <a
            href={`tel:${phone}`}
            className="figures font-strong text-court-text underline underline-offset-4"
          >
            {words}
          </a>
        ),
      })}
    </p>
  );
}
