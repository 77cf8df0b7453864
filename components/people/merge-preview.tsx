import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { RecordTable } from '@/components/ui/record-table';
import { SubmitButton } from '@/components/ui/submit-button';
import type { MergePreview as Preview } from '@/lib/desk/people/preview-merge';
import type { Customer } from '@/lib/desk/read-customers';
import { mergePath } from './people-paths';
import { PersonIds } from './person-ids';

type Props = { asked: string; preview: Preview; merge: FormAction<unknown> };

/** Both rows beside what is left of them, before the button that merges; or why they cannot be merged. */
export async function MergePreview({ asked, preview, merge }: Props) {
  const t = await getTranslations('people');
  if (preview.kind !== 'fits') return <Callout tone="held" title={t(`mergeRefused_${preview.kind}`)} />;
  const { merged, survivor, after, bookings } = preview;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 id="merge-preview" className="text-lead">
        {t('mergeResult')}
      </h2>
      <RecordTable
        labelledBy="merge-preview"
        head={[t('mergeField'), t('mergeGoes'), t('mergeStays'), t('mergeAfter')]}
        rows={await rowsOf(merged, survivor, after)}
      />
      <p>
        {t('mergeMoves', { count: bookings, name: survivor.name })} {t('mergeOnce')}
      </p>
      <ActionForm
        action={merge}
        words={await errorWords({ conflict: t('mergeChanged') })}
        className="grid gap-3"
      >
        <PersonIds person={merged} asked={asked} />
        <input type="hidden" name="into" value={survivor.id} />
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton>{t('mergeDo')}</SubmitButton>
          <Link
            href={`${mergePath(asked, survivor.id)}?${new URLSearchParams({ into: merged.id })}`}
            className={button({ look: 'secondary' })}
          >
            {t('mergeTurn')}
          </Link>
        </div>
      </ActionForm>
    </div>
  );
}

async function rowsOf(...people: [Customer, Customer, Customer]) {
  const t = await getTranslations('people');
  const row = (key: string, title: string, show: (person: Customer) => string | null) => ({
    key,
    cells: [title, ...people.map((person) => show(person) ?? '—')],
  });
  return [
    row('name', t('name'), ({ name }) => name),
    row('phone', t('phone'), ({ phone }) => phone),
    row('email', t('email'), ({ email }) => email),
    row('category', t('category'), ({ category }) => category),
    row('note', t('note'), ({ note }) => note),
    row('account', t('account'), ({ userId }) => t(userId === null ? 'no' : 'yes')),
    row('blocked', t('blocked'), ({ blockReason }) => blockReason),
  ];
}
