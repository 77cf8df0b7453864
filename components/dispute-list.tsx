import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/i18n/format';
import { formatMoney } from '@/lib/money';
import type { listDisputes } from '@/lib/operations/get-evidence';
import { disputeWords } from './dispute-words';
import { Link } from './link';
import { RecordTable } from './record-table';

/** What banks dispute, each with all that we can answer as one file, and until when that counts. */
export async function DisputeList({ disputes }: { disputes: Awaited<ReturnType<typeof listDisputes>> }) {
  const [t, words, locale] = await Promise.all([getTranslations('admin'), disputeWords(), getLocale()]);
  if (disputes.length === 0) return <p>{t('disputesNone')}</p>;
  return (
    <RecordTable
      labelledBy="disputes"
      head={[t('when'), t('amount'), t('player'), t('why'), t('status'), t('evidenceDue'), t('evidence')]}
      figures={[t('amount')]}
      rows={disputes.map(({ dispute, reservationId, player }) => ({
        key: dispute.id,
        cells: [
          formatInstant(dispute.openedAt.getTime(), 'stamp', locale, 'UTC'),
          reservationId === null ? (
            formatMoney(dispute.amountMinor, dispute.currency, locale)
          ) : (
            <Link key="amount" href={`/reservations/${reservationId}`} className="text-court-text underline">
              {formatMoney(dispute.amountMinor, dispute.currency, locale)}
            </Link>
          ),
          player,
          words.reason(dispute.reason),
          words.status(dispute.status),
          dispute.closedAt === null && dispute.evidenceDueAt !== null
            ? formatInstant(dispute.evidenceDueAt.getTime(), 'stamp', locale, 'UTC')
            : null,
          <a
            key="evidence"
            href={`/${locale}/admin/disputes/${dispute.id}/evidence`}
            className="text-court-text underline"
            download
          >
            {t('evidence')}
          </a>,
        ],
      }))}
    />
  );
}
