import { getTranslations } from 'next-intl/server';
import type { BoardWords } from '@/components/planner/board-words';
import { nameOf } from '@/components/planner/item-name';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormCheck } from '@/components/ui/form/form-fields';
import { RecordTable } from '@/components/ui/record-table';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatSpan } from '@/lib/core/i18n/format';
import type { TimeRange } from '@/lib/core/time';
import type { Shifting } from '@/lib/desk/moves/preview-shift';

type Props = {
  evening: readonly Shifting[];
  /** What was asked for, as the fields of the form. */
  asked: Readonly<Record<'court' | 'date' | 'from' | 'minutes' | 'back', string>>;
  shift: FormAction<unknown>;
  words: BoardWords;
};

/** Who begins later and who stays, and the button that lets them. */
export async function ShiftForm({ evening, asked, shift, words }: Props) {
  const { locale, timeZone } = words;
  const t = await getTranslations('shift');
  const spanOf = ({ startsAt, endsAt }: TimeRange) => formatSpan(startsAt, endsAt, locale, timeZone);
  const moving = evening.filter((one) => 'to' in one).map(({ item }) => item.id);
  const count = moving.length;
  return (
    <>
      <RecordTable
        labelledBy="shift"
        head={[t('who'), t('now'), t('then')]}
        rows={evening.map((one) => ({
          key: one.item.id,
          cells: [
            nameOf(one.item, words),
            spanOf(one.item),
            'to' in one ? spanOf(one.to) : t(`stays_${one.reason}`),
          ],
        }))}
      />
      {count > 0 && (
        <ActionForm
          action={shift}
          words={await errorWords({ conflict: t('changed'), slot_taken: t('changed') })}
          className="grid gap-4"
        >
          {Object.entries({ ...asked, expected: moving.join(',') }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <FormCheck label={t('notify')} name="notify" value="on" defaultChecked />
          <SubmitButton className="justify-self-start">
            {t('do', { count, minutes: asked.minutes })}
          </SubmitButton>
        </ActionForm>
      )}
    </>
  );
}
