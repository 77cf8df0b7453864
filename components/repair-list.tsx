import { getTranslations } from 'next-intl/server';
import type { Repair } from '@/lib/operations/list-repairs';
import { HistoryLink } from './history-link';
import { issueWords } from './issue-words';
import { readerClock } from './reader-clock';
import { RecordTable } from './record-table';

/** What went wrong and was put right, by whom and at which request, newest first. */
export async function RepairList({ repairs }: { repairs: readonly Repair[] }) {
  const [t, clock, words] = await Promise.all([getTranslations('admin'), readerClock(), issueWords()]);
  if (repairs.length === 0) return <p>{t('repairsNone')}</p>;
  return (
    <RecordTable
      labelledBy="repairs"
      head={[t('when'), t('why'), t('object'), t('done'), t('who'), t('request')]}
      rows={repairs.map(({ id, at, issue, objectId, action, means, hasHistory, actor, requestId }) => ({
        key: id,
        cells: [
          clock.tell(at),
          means ?? words(issue),
          hasHistory ? (
            <HistoryLink key="object" objectId={objectId} />
          ) : (
            <span key="object" className="break-all font-mono">
              {objectId}
            </span>
          ),
          t(`done_${action}`),
          <span key="who" className="wrap-anywhere">
            {actor}
          </span>,
          <span key="request" className="wrap-anywhere">
            {requestId}
          </span>,
        ],
      }))}
    />
  );
}
