import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormCheck } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { LocalDate } from '@/lib/core/time';
import type { ShownSeries } from '@/lib/desk/series/list-series';
import { FOLDED, FoldedSummary, ScopeFields } from './scope-fields';

type Props = {
  one: ShownSeries;
  back: string;
  action: FormAction<unknown>;
  date: LocalDate;
  name: string;
};

/** Cancels dates of a series. */
export async function EndSeriesForm({ one, back, action, date, name }: Props) {
  const t = await getTranslations('seriesPage');
  return (
    <ActionForm
      action={action}
      words={await errorWords({ conflict: t('problem_changed') }, back)}
      folded={{ summary: <FoldedSummary name={name}>{t('end')}</FoldedSummary>, className: FOLDED }}
      className="grid items-start gap-4 px-4 pt-2 pb-4 sm:grid-cols-2"
    >
      <ScopeFields one={one} date={date} />
      <p className="text-note text-soft sm:col-span-2">{t('endLead')}</p>
      {one.kind === 'booking' && <FormCheck label={t('notify')} name="notify" value="on" defaultChecked />}
      <SubmitButton look="danger" className="justify-self-start sm:col-span-2">
        {t('endDo')}
      </SubmitButton>
    </ActionForm>
  );
}
