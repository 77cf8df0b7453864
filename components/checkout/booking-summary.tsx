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
  /** Whether the reader is who booked. */
  own: boolean;
  /** Where who plays can still be changed. */
  players?: PlayerActions;
};

/** What is booked: the plan with the court lit, when, where, who plays, and why it costs what it costs. */
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
