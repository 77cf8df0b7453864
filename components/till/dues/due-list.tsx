import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { Card } from '@/components/ui/card';
import type { OpenTill, Owing } from '@/lib/billing/get-till';
import { formatMoney } from '@/lib/core/money';
import { DueRow } from './due-row';
import type { TillActions } from '@/components/till/till-actions';

type Props = {
  id: string;
  title: string;
  empty: string;
  owing: Owing;
  currency: string;
  club: string;
  actions: TillActions;
  may: { pay: boolean; waive: boolean };
  open: readonly OpenTill[];
  now: number;
  /** What can be done about all of them. */
  children?: ReactElement | false;
};

/** What is owed in one direction, oldest first, each with what can be done about it. */
export async function DueList({ id, title, empty, owing, currency, children, ...row }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const { minor, count, oldest } = owing;
  return (
    <section aria-labelledby={id}>
      <Card>
        <div className="flex flex-wrap items-baseline gap-2 px-4 py-3">
          <h2 id={id} className="font-strong">
            {title}
          </h2>
          {count > 0 && <p className="figures font-strong">{formatMoney(minor, currency, locale)}</p>}
          {children && <div className="ml-auto">{children}</div>}
        </div>
        {count === 0 && <p className="border-line border-t px-4 py-3 text-soft">{empty}</p>}
        <ul>
          {oldest.map((due) => (
            <DueRow key={due.id} due={due} {...row} />
          ))}
        </ul>
        {count > oldest.length && (
          <p className="border-line border-t px-4 py-3 text-note text-soft">
            {t('moreDues', { count: count - oldest.length })}
          </p>
        )}
      </Card>
    </section>
  );
}
