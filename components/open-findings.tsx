import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/i18n/format';
import type { listFindings } from '@/lib/operations/list-findings';
import { FormButton } from './form-button';
import { RecordTable } from './record-table';

type Props = {
  findings: Awaited<ReturnType<typeof listFindings>>;
  mend: (form: FormData) => Promise<void>;
};

const KNOWN = [
  'amount_differs',
  'taken_here_only',
  'unknown_at_stripe',
  'refund_unknown_at_stripe',
  'refund_unknown_here',
  'refund_differs',
] as const;

/** What does not agree, with what it means and its repair where there is one. */
export async function OpenFindings({ findings, mend }: Props) {
  const [t, locale] = await Promise.all([getTranslations('admin'), getLocale()]);
  const { differences, violations } = findings;
  if (differences.length + violations.length === 0) return <p>{t('openNone')}</p>;
  const since = (at: Date) => formatInstant(at.getTime(), 'stamp', locale, 'UTC');
  const meaning = (issue: string) => {
    const known = KNOWN.find((name) => issue === `reconcile.${name}`);
    return known ? t(`issue_${known}`) : t('issue_other');
  };
  return (
    <RecordTable
      labelledBy="open"
      head={[t('what'), t('object'), t('since'), t('mend')]}
      rows={[
        ...differences.map(({ id, issue, objectId, at }) => ({
          key: id,
          cells: [meaning(issue), <ObjectId key="id" id={objectId} />, since(at), ''],
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
