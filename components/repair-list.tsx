import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/i18n/format';
import type { listRepairs } from '@/lib/operations/list-findings';
import { RecordTable } from './record-table';

/** What went wrong and was put right, newest first. */
export async function RepairList({ repairs }: { repairs: Awaited<ReturnType<typeof listRepairs>> }) {
  const [t, locale] = await Promise.all([getTranslations('admin'), getLocale()]);
  if (repairs.length === 0) return <p>{t('repairsNone')}</p>;
  return (
    <RecordTable
      labelledBy="repairs"
      head={[t('when'), t('why'), t('object'), t('done')]}
      rows={repairs.map(({ id, at, issue, objectId, action }) => ({
        key: id,
        cells: [
          formatInstant(at.getTime(), 'stamp', locale, 'UTC'),
          issue,
          <span key="object" className="break-all font-mono">
            {objectId}
          </span>,
          action,
        ],
      }))}
    />
  );
}
