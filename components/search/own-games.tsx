import { ChevronRight } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClubZone } from '@/components/shared/club-zone';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { isSelf } from '@/lib/auth/permissions';
import { findClub } from '@/lib/catalogue/catalogue';
import type { Context, Locale } from '@/lib/core/context';
import { formatInstant, formatNearDay, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { localDateOf, MINUTE_MS } from '@/lib/core/time';
import { isHeld } from '@/lib/reservations/is-held';
import { isAwaitingBank } from '@/lib/reservations/payment-state';
import { listReservations, type ReservationDetails } from '@/lib/reservations/reservation-details';
import { BallIcon } from './ball-icon';
import { HoldClock } from './hold-clock';

/** More than one may hold. */
const MOST_SHOWN = 10;

/** One's own held courts, each with its time left, and their next game. */
export async function OwnGames({ ctx }: { ctx: Context }) {
  if (!isSelf(ctx.actor) && ctx.actor.kind !== 'visitor') return null;
  const [t, { results }] = await Promise.all([
    getTranslations('home'),
    listReservations(ctx, { when: 'upcoming', page: 1, pageSize: MOST_SHOWN }),
  ]);
  const held = results.filter((one) => isHeld(one, ctx.now) && !isAwaitingBank(one));
  const next = results.find((reservation) => !held.includes(reservation));
  if (results.length === 0) return null;
  return (
    <section aria-labelledby="own" className="mt-5">
      <h2 id="own" className="sr-only">
        {t('now')}
      </h2>
      <ul className="grid gap-3 md:grid-cols-2 md:gap-4">
        {held.map((reservation) => (
          <li key={reservation.id} className="grid">
            <HeldCourt reservation={reservation} now={ctx.now.getTime()} />
          </li>
        ))}
        {next && (
          <li className="grid md:order-first">
            <NextGame reservation={next} now={ctx.now.getTime()} />
          </li>
        )}
      </ul>
    </section>
  );
}

type Props = { reservation: ReservationDetails; now: number };

async function HeldCourt({ reservation, now }: Props) {
  const { club, holdExpiresAt } = reservation;
  const [t, locale, known] = await Promise.all([getTranslations('home'), getLocale(), findClub(club.id)]);
  const until = holdExpiresAt?.getTime() ?? now;
  const minutes = known?.holdMinutes;
  return (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-2 rounded-card border border-held bg-held-tint px-4 py-3">
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-3.5">
          <HoldClock
            remainingMs={until - now}
            totalMs={minutes === undefined ? until - now : minutes * MINUTE_MS}
            words={{
              until: t('heldUntil', { time: formatInstant(until, 'time', locale, club.timeZone) }),
              left: t('heldLeft', { left: '{left}' }),
              lapsed: t('heldLapsed'),
            }}
          />
        </div>
        <p className="pl-12.5 text-held-text text-note">
          {club.name} · {startInWords(reservation, now, locale)} ·{' '}
          {formatMoney(reservation.priceMinor, reservation.currency, locale)}
        </p>
      </div>
      <Link
        href={`/checkout/${reservation.id}`}
        className={button({ look: 'secondary', className: 'max-sm:w-full' })}
      >
        <span>{t('finish')}</span>
        <span className="sr-only">, {club.name}</span>
      </Link>
    </div>
  );
}

async function NextGame({ reservation, now }: Props) {
  const [t, locale] = await Promise.all([getTranslations('players'), getLocale()]);
  const { club, court, participants } = reservation;
  const startsAt = reservation.startsAt.getTime();
  return (
    <Link
      href={`/reservations/${reservation.id}`}
      className="flex items-center gap-3.5 rounded-card border border-line bg-card px-4 py-3 hover:border-edge"
    >
      <BallIcon className="size-9 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="figures block font-strong first-letter:uppercase">
          {startInWords(reservation, now, locale, true)} · {club.name} <ClubZone club={club} at={startsAt} />
        </span>
        <span className="block text-note text-soft">
          {court.name} · {t('count', { count: participants.length })}
        </span>
      </span>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-soft" />
    </Link>
  );
}

function startInWords(reservation: ReservationDetails, now: number, locale: Locale, whole = false): string {
  const { timeZone } = reservation.club;
  const [startsAt, endsAt] = [reservation.startsAt.getTime(), reservation.endsAt.getTime()];
  const day = formatNearDay(localDateOf(startsAt, timeZone), localDateOf(now, timeZone), locale);
  const time = whole
    ? formatSpan(startsAt, endsAt, locale, timeZone)
    : formatInstant(startsAt, 'time', locale, timeZone);
  return `${day}, ${time}`;
}
