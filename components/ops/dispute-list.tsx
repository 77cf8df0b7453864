import { getLocale, getTranslations } from 'next-intl/server';
import { DownloadForm } from '@/components/shared/download-form';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import type { FormAction } from '@/components/ui/action-form';
import type { listDisputesToAnswer } from '@/lib/backoffice/get-evidence';
import { inLocale } from '@/lib/core/i18n/navigation';
import { formatMoney } from '@/lib/core/money';
import { disputeWords } from './dispute-words';
import { readerClock } from './reader-clock';
import { RecordTable } from '@/components/ui/record-table';

type Props = { disputes: Awaited<ReturnType<typeof listDisputesToAnswer>>; evidence: FormAction<string> };

/** The disputes, each with its evidence as one file and the date until which it counts. */
export async function DisputeList({ disputes, evidence }: Props) {
  const [t, words, errors, locale, clock] = await Promise.all([
    getTranslations('ops'),
    disputeWords(),
    errorWords(),
    getLocale(),
    readerClock(),
  ]);
  return (
    <RecordTable
      labelledBy="disputes"
      head={[t('when'), t('amount'), t('player'), t('why'), t('status'), t('evidenceDue'), t('evidence')]}
      figures={[t('amount')]}
      rows={disputes.map(({ dispute, reservationId, player }) => ({
        key: dispute.id,
        cells: [
          clock.tell(dispute.openedAt),
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
            ? clock.tell(dispute.evidenceDueAt)
            : null,
          <DownloadForm
            key="evidence"
            action={evidence}
            href={inLocale(`/ops/disputes/${dispute.id}/evidence`, locale)}
            words={errors}
            labels={{ ask: t('evidence'), ready: t('evidenceReady'), file: t('evidenceFile') }}
            dense
          />,
        ],
      }))}
    />
  );
}
