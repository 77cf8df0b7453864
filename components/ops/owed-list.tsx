import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { RecordTable } from '@/components/ui/record-table';
import type { Owed } from '@/lib/backoffice/list-owed';
import { formatMoney } from '@/lib/core/money';
import { HistoryLink } from './history-link';
import { readerClock } from './reader-clock';

/** What is owed to clubs: since when, how much, where, by whom and for which booking. */
export async function OwedList({ owed }: { owed: Owed }) {
  const [t, locale, clock] = await Promise.all([getTranslations('ops'), getLocale(), readerClock()]);
  const { oldest, count } = owed;
  return (
    <>
      <RecordTable
        labelledBy="owed"
        head={[t('since'), t('amount'), t('club'), t('player'), t('object')]}
        figures={[t('amount')]}
        rows={oldest.map((due) => ({
          key: due.id,
          cells: [
            clock.tell(due.createdAt),
            formatMoney(due.amountMinor, due.currency, locale),
            <Link
              key="club"
              href={`/admin/${due.clubId}/till`}
              className="inline-flex min-h-6 items-center text-court-text underline"
            >
              {due.clubName}
            </Link>,
            due.customerName ?? '—',
            <HistoryLink key="booking" objectId={due.reservationId} />,
          ],
        }))}
      />
      {count > oldest.length && (
        <p className="mt-2 text-ink-soft">{t('andMore', { count: count - oldest.length })}</p>
      )}
    </>
  );
}
