import { CalendarCheck, ReceiptText, Users } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { type PlayerActions, Players } from '@/components/reservation/players';
import { PolicyText } from '@/components/shared/policy-text';
import { policyStart } from '@/lib/catalogue/policy-start';
import { mayChangePlayers } from '@/lib/reservations/change-players';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { FactRow } from './fact-row';
import { PriceReasons } from './price-reasons';

type Props = {
  reservation: ReservationDetails;
  now: number;
  /** Whether the reader made the booking. */
  own: boolean;
  /** Where the players can still be changed. `elsewhere` is a page that shows them by itself. */
  players?: PlayerActions | 'elsewhere';
  /** Where the extras can still be changed. */
  extras?: ReactElement;
};

/** The players, the extras, the reasons of the price, and the end of free cancellation. */
export async function BookingFacts({ reservation, now, own, players, extras }: Props) {
  const t = await getTranslations('checkout');
  const isAhead = reservation.startsAt.getTime() > now && reservation.status !== 'cancelled';
  return (
    <div className="px-4 sm:px-6">
      {players !== 'elsewhere' && (
        <FactRow icon={Users}>
          <Players
            reservation={reservation}
            own={own}
            actions={players && mayChangePlayers(reservation, new Date(now)) ? players : null}
          />
        </FactRow>
      )}
      {extras}
      <FactRow icon={ReceiptText}>
        <PriceReasons
          lines={reservation.priceBreakdown}
          extras={reservation.extras}
          totalMinor={reservation.priceMinor}
          currency={reservation.currency}
        />
      </FactRow>
      {isAhead && (
        <FactRow icon={CalendarCheck}>
          <h2 className="font-strong text-body">{t('cancelPolicy')}</h2>
          <div className="text-note text-soft">
            <PolicyText
              policy={reservation.refundPolicy}
              game={{
                startsAt: reservation.startsAt,
                policyStartsAt: policyStart(reservation, new Date(now)),
                timeZone: reservation.club.timeZone,
                now,
              }}
            />
          </div>
        </FactRow>
      )}
    </div>
  );
}
