import { CircleCheck, CircleDashed, CircleX, Clock } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReservationStatus } from '@/db/schema';
import { Badge, type Tone } from './ui/badge';

const LOOKS = {
  payment_pending: { tone: 'held', Icon: Clock },
  pending: { tone: 'held', Icon: Clock },
  confirmed: { tone: 'confirmed', Icon: CircleCheck },
  completed: { tone: 'neutral', Icon: CircleCheck },
  no_show: { tone: 'neutral', Icon: CircleX },
  cancelled: { tone: 'neutral', Icon: CircleX },
  expired: { tone: 'neutral', Icon: CircleDashed },
} as const satisfies Record<ReservationStatus, { tone: Tone; Icon: typeof Clock }>;

/** How a reservation stands, in a word. */
export async function StatusBadge({ status }: { status: ReservationStatus }) {
  const t = await getTranslations('status');
  const { tone, Icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className="size-3.5" />}>
      {t(status)}
    </Badge>
  );
}
