import { getTranslations } from 'next-intl/server';
import type { Locale } from '@/lib/core/context';
import type { AppliedRemedy } from '@/lib/diagnostics/list-remedies';
import type { Remedy } from '@/lib/diagnostics/remedy';
import { SCHEDULES } from '@/lib/diagnostics/schedules';
import { readerClock } from './reader-clock';
import { RecordTable } from './record-table';
import { ShortId } from './short-id';

type Props = { applied: readonly AppliedRemedy[]; labelledBy: string; locale: Locale };

/** What operators did by hand to the services, as the audit tells it. */
export async function RemedyList({ applied, labelledBy, locale }: Props) {
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
        return SCHEDULES[remedy.job].does[locale];
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
