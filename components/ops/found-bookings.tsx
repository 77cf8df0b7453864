import { getTranslations } from 'next-intl/server';
import { ClubTime } from '@/components/shared/club-time';
import type { FoundRecords } from '@/lib/backoffice/find-records';
import { HistoryLink } from './history-link';
import { RecordTable } from '@/components/ui/record-table';

type Props = { bookings: FoundRecords['bookings']; now: Date; labelledBy: string };

/** Bookings with links to their history, at their club's times. */
export async function FoundBookings({ bookings, now, labelledBy }: Props) {
  const t = await getTranslations();
  return (
    <RecordTable
      labelledBy={labelledBy}
      head={[t('ops.when'), t('ops.club'), t('ops.court'), t('ops.status'), t('ops.reservation')]}
      rows={bookings.map(({ id, status, startsAt, endsAt, court, club }) => ({
        key: id,
        cells: [
          <ClubTime
            key="when"
            startsAt={startsAt.getTime()}
            endsAt={endsAt.getTime()}
            now={now.getTime()}
            club={club}
          />,
          club.name,
          court,
          t(`status.${status}`),
          <HistoryLink key="booking" objectId={id} />,
        ],
      }))}
    />
  );
}
