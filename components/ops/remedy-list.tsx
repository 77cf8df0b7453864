import { getTranslations } from 'next-intl/server';
import type { AppliedRemedy } from '@/lib/diagnostics/list-remedies';
import type { Remedy } from '@/lib/diagnostics/remedy';
import { readerClock } from './reader-clock';
import { RecordTable } from '@/components/ui/record-table';
import { ShortId } from './short-id';

type Props = { applied: readonly AppliedRemedy[]; labelledBy: string };

/** The remedies of operators, from the audit. */
export async function RemedyList({ applied, labelledBy }: Props) {
  const [t, clock] = await Promise.all([getTranslations('services'), readerClock()]);
  const subjectOf = (remedy: Remedy): string => {
    switch (remedy.kind) {
      case 'close_breaker':
      case 'subscribe_events':
        return t(`name.${remedy.service}`);
      case 'receive_replies':
        return t('name.sms');
      case 'register_jobs':
        return t('name.jobs');
      case 'run_job':
        return t(`job.${remedy.job}`);
    }
  };
  return (
    <RecordTable
      labelledBy={labelledBy}
      head={[
        t('applied.at'),
        t('applied.remedy'),
        t('applied.subject'),
        t('applied.who'),
        t('applied.request'),
      ]}
      rows={applied.map(({ id, at, remedy, who, requestId }) => ({
        key: id,
        cells: [
          clock.tell(at),
          t(`remedy.${remedy.kind}`),
          subjectOf(remedy),
          who ?? '—',
          requestId ? <ShortId key="request" id={requestId} /> : '—',
        ],
      }))}
    />
  );
}
