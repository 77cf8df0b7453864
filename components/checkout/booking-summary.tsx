import type { PlayerActions } from '@/components/reservation/players';
import { Card } from '@/components/ui/card';
import type { Court } from '@/lib/catalogue/catalogue';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { BookingFacts } from './booking-facts';
import { BookingHead } from './booking-head';

type Props = {
  reservation: ReservationDetails;
  courts: readonly Court[];
  now: number;
  /** Whether the reader made the booking. */
  own: boolean;
  /** Where the players can still be changed. `elsewhere` is a page that shows them by itself. */
  players?: PlayerActions | 'elsewhere';
};

/** The booking: the plan with the court marked, time, place, players and the reasons of the price. */
export function BookingSummary({ reservation, courts, now, own, players }: Props) {
  return (
    <Card className="overflow-hidden">
      <BookingHead reservation={reservation} courts={courts} now={now} as="p" />
      <div className="border-line border-t">
        <BookingFacts reservation={reservation} now={now} own={own} {...(players && { players })} />
      </div>
    </Card>
  );
}
