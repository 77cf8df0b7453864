import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormCheck, FormSelect, FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { MOVE_PRICES, WAITING_LISTS } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { FieldProblem } from './field-problem';
import { RefundLine } from './refund-line';

type Props = {
  club: Club;
  lengths: readonly number[];
  /** How many starts of the next fourteen days the gap rule holds back. */
  heldBack: number;
  /** How many open alerts there are in its city. */
  waiting: number;
  back: string;
  save: FormAction<unknown>;
};

/** The form of the rules by which a club sells. */
export async function PolicyForm({ club, lengths, heldBack, waiting, back, save }: Props) {
  const t = await getTranslations('settings');
  const whole = { type: 'number', inputMode: 'numeric', required: true, unfit: t('unfitNumber') } as const;
  return (
    <ActionForm action={save} words={await errorWords({}, back)} done={t('saved')} className="grid gap-8">
      <input type="hidden" name="club" value={club.slug} />
      <input type="hidden" name="revision" value={club.revision} />
      <fieldset className="grid gap-4">
        <legend className="mb-2 text-lead">{t('selling')}</legend>
        <fieldset>
          <legend className="font-strong text-note">{t('durations')}</legend>
          <div className="flex flex-wrap gap-x-5">
            {lengths.map((minutes) => (
              <FormCheck
                key={minutes}
                name={`minutes${minutes}`}
                defaultChecked={club.durationsMinutes.includes(minutes)}
                label={<span className="figures">{t('minutes', { minutes })}</span>}
              />
            ))}
          </div>
          <FieldProblem name="durations" text={t('unfitDurations')} />
        </fieldset>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormText
            {...whole}
            label={t('step')}
            name="stepMinutes"
            min={5}
            max={120}
            defaultValue={club.stepMinutes}
          />
          <FormText
            {...whole}
            label={t('lead')}
            name="leadMinutes"
            min={0}
            max={10080}
            defaultValue={club.leadMinutes}
          />
          <FormText
            {...whole}
            label={t('horizon')}
            name="horizonDays"
            min={1}
            max={120}
            defaultValue={club.horizonDays}
          />
          <FormText
            {...whole}
            label={t('hold')}
            name="holdMinutes"
            min={5}
            max={30}
            defaultValue={club.holdMinutes}
          />
        </div>
        <FormCheck
          name="gapRule"
          defaultChecked={club.gapRule}
          label={<span>{t('gapRule')}</span>}
          hint={t(club.gapRule ? 'gapSaves' : 'gapWouldSave', { count: heldBack })}
        />
        <FormSelect
          label={t('waitingList')}
          hint={t('waitingListHint', { city: club.city, count: waiting })}
          name="waitingList"
          defaultValue={club.waitingList}
        >
          {WAITING_LISTS.map((choice) => (
            <option key={choice} value={choice}>
              {t(`waitingList_${choice}`)}
            </option>
          ))}
        </FormSelect>
      </fieldset>
      <fieldset className="grid gap-4">
        <legend className="mb-2 text-lead">{t('refund')}</legend>
        <RefundLine
          policy={club.refundPolicy}
          words={{
            freeHours: t('freeHours'),
            laterPercent: t('laterPercent'),
            nothingHours: t('nothingHours'),
            unfit: t('unfitNumber'),
            unfitOrder: t('unfitOrder'),
            start: t('gameStarts'),
            hours: t('hoursBefore'),
          }}
        />
        <p className="text-note text-soft">{t('refundHint')}</p>
      </fieldset>
      <fieldset className="grid gap-4">
        <legend className="mb-2 text-lead">{t('desk')}</legend>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormText
            {...whole}
            required={false}
            label={t('noShow')}
            hint={t('noShowHint')}
            name="noShowMinutes"
            min={5}
            max={240}
            defaultValue={club.noShowMinutes ?? ''}
          />
          <FormText
            {...whole}
            label={t('checkIn')}
            name="checkInFromMinutes"
            min={0}
            max={1440}
            defaultValue={club.checkInFromMinutes}
          />
          <FormSelect label={t('movePrice')} name="movePrice" defaultValue={club.movePrice}>
            {MOVE_PRICES.map((choice) => (
              <option key={choice} value={choice}>
                {t(`movePrice_${choice}`)}
              </option>
            ))}
          </FormSelect>
          <FormText
            {...whole}
            label={t('undo')}
            name="undoSeconds"
            min={0}
            max={60}
            defaultValue={club.undoSeconds}
          />
        </div>
      </fieldset>
      <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
    </ActionForm>
  );
}
