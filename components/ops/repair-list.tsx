import { getTranslations } from 'next-intl/server';
import type { DoneRepair } from '@/lib/backoffice/list-repairs';
import { inWords } from '@/lib/core/i18n/message';
import { HistoryLink } from './history-link';
import { issueWords } from './issue-words';
import { readerClock } from './reader-clock';
import { RecordTable } from '@/components/ui/record-table';
import { ShortId } from './short-id';

/** The repairs with actor and request, newest first. */
export async function RepairList({ repairs }: { repairs: readonly DoneRepair[] }) {
  const [t, all, clock, words] = await Promise.all([
    getTranslations('ops'),
    getTranslations(),
    readerClock(),
    issueWords(),
  ]);
  return (
    <RecordTable
      labelledBy="repairs"
      head={[t('when'), t('why'), t('object'), t('done'), t('who'), t('request')]}
      rows={repairs.map(({ id, at, issue, objectId, action, means, hasHistory, actor, requestId }) => ({
        key: id,
        cells: [
          clock.tell(at),
          means ? inWords(means, all) : words(issue),
          hasHistory ? (
            <HistoryLink key="object" objectId={objectId} />
          ) : (
            <ShortId key="object" id={objectId} />
          ),
          t(`done_${action}`),
          <span key="who" className="wrap-anywhere">
            {actor}
          </span>,
          requestId && <ShortId key="request" id={requestId} />,
        ],
      }))}
    />
  );
}
