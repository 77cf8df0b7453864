import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { FormText } from '@/components/ui/form/form-fields';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ShownEntry } from '@/lib/billing/read-entries';
import { formatInstant } from '@/lib/core/i18n/format';
import { payerOf } from './payer-of';
import { signedMoney } from './signed-money';
import type { TillActions } from './till-actions';
import { TillForm } from './till-form';
import { Unfold } from './unfold';

type Props = {
  entries: readonly ShownEntry[];
  timeZone: string;
  title: string;
  /** What is said below them. */
  foot: string;
  /** What narrows them. */
  filters?: ReactNode;
  /** How an entry is taken back, and whether the reader may do so. Without it nothing is. */
  reverse?: {
    club: string;
    action: TillActions['reverse'];
    may: (entry: ShownEntry) => boolean;
  };
};

const HEAD = 'h-9 px-3 font-normal';
const CELL = 'h-10 px-3 py-2 align-baseline';
const WIDE = 'max-md:hidden';

/** What changed hands. On phones how and by whom stand under the purpose. */
export async function EntryTable({ entries, timeZone, title, foot, filters, reverse }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  return (
    <section aria-labelledby="entries">
      <Card>
        <h2 id="entries" className="px-4 py-3 font-strong">
          {title}
        </h2>
        {filters}
        {entries.length > 0 && (
          <table className="figures w-full border-line border-t text-left text-note">
            <thead className="text-caption text-faint">
              <tr>
                <th scope="col" className={HEAD}>
                  {t('time')}
                </th>
                <th scope="col" className={clsx(HEAD, WIDE)}>
                  {t('method')}
                </th>
                <th scope="col" className={HEAD}>
                  {t('what')}
                </th>
                <th scope="col" className={clsx(HEAD, WIDE)}>
                  {t('by')}
                </th>
                <th scope="col" className={clsx(HEAD, 'text-right')}>
                  {t('amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.id} className="border-line border-t">
                  <td className={clsx(CELL, 'text-soft')}>
                    {formatInstant(entry.at.getTime(), 'time', locale, timeZone)}
                  </td>
                  <td className={clsx(CELL, WIDE)}>{t(`method_${entry.method}`)}</td>
                  <td className={CELL}>
                    <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                      <span>
                        <Purpose entry={entry} />
                        <span className="block text-soft md:hidden">
                          {[t(`method_${entry.method}`), entry.takenByName].filter(Boolean).join(' · ')}
                        </span>
                      </span>
                      {reverse?.may(entry) && <Reversal entry={entry} {...reverse} />}
                    </div>
                  </td>
                  <td className={clsx(CELL, WIDE, 'whitespace-nowrap text-soft')}>{entry.takenByName}</td>
                  <td
                    className={clsx(
                      CELL,
                      'whitespace-nowrap text-right',
                      entry.reversedBy ? 'text-soft line-through' : 'font-strong',
                    )}
                  >
                    {signedMoney(entry.amountMinor, entry.currency, locale)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="border-line border-t px-4 py-3 text-note text-soft">{foot}</p>
      </Card>
    </section>
  );
}

/** What an entry was for. A reversal says what was wrong. */
async function Purpose({ entry }: { entry: ShownEntry }) {
  const t = await getTranslations('till');
  if (entry.reverses)
    return <span>{entry.note ? t('correctionOf', { why: entry.note }) : t('correction')}</span>;
  if (entry.kind === 'cash_in' || entry.kind === 'cash_out')
    return <span>{`${t(`kind_${entry.kind}`)}: ${entry.note ?? ''}`}</span>;
  const who = await payerOf(entry);
  const told = [
    entry.kind === 'payout' ? t('paidBackTo', { who }) : who,
    entry.courtName,
    entry.reference && t('slip', { number: entry.reference }),
  ];
  return (
    <span className={entry.reversedBy ? 'text-soft line-through' : 'font-strong'}>
      {told.filter(Boolean).join(' · ')}
    </span>
  );
}

type ReversalProps = { entry: ShownEntry; club: string; action: TillActions['reverse'] };

async function Reversal({ entry, club, action }: ReversalProps) {
  const t = await getTranslations('till');
  return (
    <TillForm
      action={action}
      club={club}
      hidden={{ entryId: entry.id }}
      conflict={t('reverseConflict')}
      summary={<Unfold>{t('reverse')}</Unfold>}
      className="grid max-w-md gap-3"
    >
      <FormText name="reason" label={t('reverseWhy')} required maxLength={500} />
      <SubmitButton look="secondary" className="justify-self-start">
        {t('reverseDo')}
      </SubmitButton>
    </TillForm>
  );
}
