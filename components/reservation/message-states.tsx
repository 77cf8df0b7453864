import { getLocale, getTranslations } from 'next-intl/server';
import { ClubZone } from '@/components/shared/club-zone';
import { formatInstant } from '@/lib/core/i18n/format';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

type Props = { reservation: Pick<ReservationDetails, 'notices' | 'club'> };

/** The messages about a booking under their heading. */
export async function MessageStates({ reservation }: Props) {
  const t = await getTranslations('reservation');
  if (reservation.notices.length === 0) return null;
  return (
    <section aria-labelledby="messages">
      <h2 id="messages" className="mb-2 text-title">
        {t('messages')}
      </h2>
      <MessageList reservation={reservation} />
    </section>
  );
}

/** The messages about a booking, and whether they arrived. */
async function MessageList({ reservation: { notices, club } }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return (
    <ul className="grid gap-1.5">
      {notices.map((notice) => {
        const at = notice.deliveredAt ?? notice.sentAt ?? notice.createdAt;
        const when = formatInstant(at.getTime(), 'stamp', locale, club.timeZone);
        const saysWhen = notice.status === 'sent' || notice.status === 'delivered';
        return (
          <li key={notice.id} className="flex flex-wrap justify-between gap-x-4">
            <span>
              {t(`notice.kind.${notice.kind}`)} · {t(`notice.channel.${notice.channel}`)}
            </span>
            <span className="figures text-ink-soft">
              {t(`notice.status.${notice.status}`, { when })}{' '}
              {saysWhen && <ClubZone club={club} at={at.getTime()} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
