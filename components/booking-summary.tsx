import { CalendarDays, MapPin, Users } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ViewTransition } from 'react';
import type { Club } from '@/lib/clubs/catalogue';
import { Link } from './link';
import { mayChangePlayers } from '@/lib/reservations/change-players';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { ClubTime } from './club-time';
import { CourtPlan } from './court-plan';
import { fullAddress } from './full-address';
import { type PlayerActions, Players } from './players';
import { PriceReasons } from './price-reasons';
import { slotOf, slotValue } from './slot-value';
import { Card } from './ui/card';

type Props = {
  reservation: ReservationDetails;
  courts: Club['courts'];
  now: number;
  /** Whether the reader is who booked. */
  own: boolean;
  /** Where who plays can still be changed. */
  players?: PlayerActions;
};

const fact = 'flex items-start gap-3';
const icon = 'mt-0.5 size-5 shrink-0 text-ink-soft';

/** What is booked: the plan with the court lit, when, where, who plays, and why it costs what it costs. */
export async function BookingSummary({ reservation, courts, now, own, players }: Props) {
  const t = await getTranslations();
  const { club, court } = reservation;
  return (
    <ViewTransition name={slotValue(slotOf(reservation))} share="thread" default="none">
      <Card className="overflow-hidden">
        <div className="bg-sunken p-4">
          <CourtPlan
            courts={courts}
            aspect={3}
            litCourtId={court.id}
            label={t('plan.lit', { club: club.name, court: court.name })}
            className="mx-auto h-36 w-full"
          />
        </div>
        <div className="grid gap-4 p-4 sm:p-5">
          <p className={`${fact} font-strong text-lead`}>
            <CalendarDays aria-hidden className={icon} />
            <span className="first-letter:uppercase">
              <ClubTime
                startsAt={reservation.startsAt.getTime()}
                endsAt={reservation.endsAt.getTime()}
                now={now}
                club={club}
              />
            </span>
          </p>
          <p className={fact}>
            <MapPin aria-hidden className={icon} />
            <span>
              {club.deletedAt ? (
                <span className="font-strong">{club.name}</span>
              ) : (
                <Link href={`/clubs/${club.slug}`} className="font-strong hover:text-court-text">
                  {club.name}
                </Link>
              )}
              <span> · {court.name}</span>
              <span className="block text-ink-soft">
                {t(`surface.${court.surface}`)} · {t(`cover.${court.indoor ? 'indoor' : 'outdoor'}`)}
              </span>
              <span className="block text-ink-soft">{fullAddress(club)}</span>
            </span>
          </p>
          <div className={fact}>
            <Users aria-hidden className={icon} />
            <Players
              reservation={reservation}
              own={own}
              actions={players && mayChangePlayers(reservation, new Date(now)) ? players : null}
            />
          </div>
          <div className="border-line border-t pt-2">
            <PriceReasons
              lines={reservation.priceBreakdown}
              extras={reservation.extras}
              totalMinor={reservation.priceMinor}
              currency={reservation.currency}
            />
          </div>
        </div>
      </Card>
    </ViewTransition>
  );
}
