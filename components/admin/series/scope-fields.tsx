import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import type { LocalDate } from '@/lib/core/time';
import type { ShownSeries } from '@/lib/desk/series/list-series';

/** Which dates of a series a form is about. `date` is the one it begins with. */
export async function ScopeFields({ one, date }: { one: ShownSeries; date: LocalDate }) {
  const t = await getTranslations('seriesPage');
  return (
    <>
      <input type="hidden" name="seriesId" value={one.id} />
      <input type="hidden" name="revision" value={one.revision} />
      <FormSelect label={t('scope')} name="scope" defaultValue="all">
        <option value="all">{t('scope_all')}</option>
        <option value="following">{t('scope_following')}</option>
        <option value="this">{t('scope_this')}</option>
      </FormSelect>
      <FormText label={t('date')} type="date" name="date" defaultValue={date} />
    </>
  );
}

/** The frame of a form of a series while it is folded, and open. */
export const FOLDED = 'min-w-32 flex-1 rounded-md border border-line open:basis-full';

/** What opens such a form. Screen readers hear of which series. */
export const FoldedSummary = ({ name, children }: { name: string; children: ReactNode }) => (
  <summary className="flex min-h-11 cursor-pointer items-center rounded-md px-4 text-note hover:bg-sunken">
    <span>{children}</span>
    <span className="sr-only"> {name}</span>
  </summary>
);
