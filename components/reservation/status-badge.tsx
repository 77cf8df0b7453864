import { CircleCheck, CircleDashed, CircleX, Clock, Landmark } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Badge, type Tone } from '@/components/ui/badge';
import type { ReservationStatus } from '@/db/schema';
import { isAwaitingBank } from '@/lib/reservations/payment-state';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

const LOOKS = {
  payment_pending: { tone: 'held', Icon: Clock },
  pending: { tone: 'held', Icon: Clock },
  processing: { tone: 'held', Icon: Landmark },
  confirmed: { tone: 'confirmed', Icon: CircleCheck },
  completed: { tone: 'neutral', Icon: CircleCheck },
  no_show: { tone: 'neutral', Icon: CircleX },
  cancelled: { tone: 'neutral', Icon: CircleX },
  expired: { tone: 'neutral', Icon: CircleDashed },
} as const satisfies Record<ReservationStatus | 'processing', { tone: Tone; Icon: typeof Clock }>;

/** The state of a reservation in a word. */
export async function StatusBadge({ reservation }: { reservation: ReservationDetails }) {
  const t = await getTranslations('status');
  const status = isAwaitingBank(reservation) ? 'processing' : reservation.status;
  const { tone, Icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className="size-3.5" />}>
      {t(status)}
    </Badge>
  );
}
