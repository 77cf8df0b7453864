import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/i18n/format';
import type { listFindings } from '@/lib/operations/list-findings';
import { FormButton } from './form-button';
import { issueWords } from './issue-words';
import { RecordTable } from './record-table';

type Props = {
  findings: Awaited<ReturnType<typeof listFindings>>;
  mend: (form: FormData) => Promise<void>;
};

/** What does not agree, with what it means and its repair where there is one. */
export async function OpenFindings({ findings, mend }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('admin'), getLocale(), issueWords()]);
  const { differences, violations } = findings;
  if (differences.length + violations.length === 0) return <p>{t('openNone')}</p>;
  const since = (at: Date) => formatInstant(at.getTime(), 'stamp', locale, 'UTC');
  return (
    <RecordTable
      labelledBy="open"
      head={[t('what'), t('object'), t('since'), t('mend')]}
      rows={[
        ...differences.map(({ id, issue, objectId, at }) => ({
          key: id,
          cells: [words(issue), <ObjectId key="id" id={objectId} />, since(at), ''],
        })),
        ...violations.map(({ id, type, means, objectId, at, mendable }) => ({
          key: id,
          cells: [
            means,
            <ObjectId key="id" id={objectId} />,
            since(at),
            mendable ? (
              <FormButton
                key="mend"
                action={mend}
                values={{ type, objectId }}
                label={`${t('mend')} ${objectId}`}
              >
                {t('mend')}
              </FormButton>
            ) : (
              ''
            ),
          ],
        })),
      ]}
    />
  );
}

const ObjectId = ({ id }: { id: string }) => <span className="break-all font-mono">{id}</span>;
