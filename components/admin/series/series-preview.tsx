import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction, FormCheck } from '@/components/ui/action-form';
import { control } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatDate, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { CreatedSeries, SeriesDate } from '@/lib/desk/series/create-series';
import type { SeriesConflict } from '@/lib/desk/series/find-ways-out';
import type { CreateSeries } from '@/lib/desk/series/read-series-wish';
import { choiceField, timeField } from './series-forms';

type Props = {
  preview: CreatedSeries;
  wish: CreateSeries;
  asked: string;
  back: string;
  /** Null for who may look at the dates alone. */
  save: FormAction<unknown> | null;
};

/** Each date of a series that is not yet booked, with a choice where it cannot be had. */
export async function SeriesPreview({ preview: { club, dates }, wish, asked, back, save }: Props) {
  const [t, locale] = await Promise.all([getTranslations('seriesPage'), getLocale()]);
  const conflicts = dates.filter(({ conflict }) => conflict !== null).length;
  const totalMinor = dates.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
  return (
    <section aria-labelledby="preview" className="grid gap-4 rounded-card border border-line bg-card p-4">
      <div>
        <h2 id="preview" className="text-lead">
          {t('preview', { count: dates.length })}
        </h2>
        <p className="text-soft">
          {t('conflicts', { count: conflicts })}
          {totalMinor > 0 && (
            <span> {t('total', { amount: formatMoney(totalMinor, club.currency, locale) })}</span>
          )}
        </p>
      </div>
      {save === null ? (
        <>
          <DateRows dates={dates} club={club} mayChoose={false} />
          <p>{t('draft')}</p>
        </>
      ) : (
        <ActionForm
          action={save}
          words={await errorWords({ conflict: t('stillTaken') }, back)}
          className="grid gap-4"
        >
          <input type="hidden" name="club" value={asked} />
          <input
            type="hidden"
            name="wish"
            value={JSON.stringify({ ...wish, choices: undefined, notify: undefined })}
          />
          <DateRows dates={dates} club={club} mayChoose />
          {wish.kind === 'booking' && (
            <FormCheck label={t('notify')} hint={t('notifyHint')} name="notify" value="on" defaultChecked />
          )}
          <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
        </ActionForm>
      )}
    </section>
  );
}

type RowsProps = { club: Club; mayChoose: boolean };

const DateRows = ({ dates, ...props }: RowsProps & { dates: readonly SeriesDate[] }) => (
  <ol className="divide-y divide-line rounded-md border border-line">
    {dates.map((one) => (
      <DateRow key={one.date} one={one} {...props} />
    ))}
  </ol>
);

async function DateRow({ one, club, mayChoose }: RowsProps & { one: SeriesDate }) {
  const [t, locale] = await Promise.all([getTranslations('seriesPage'), getLocale()]);
  const { date, startsAt, endsAt, courtId, conflict, priceMinor } = one;
  const day = formatDate(date, 'full', locale);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2">
      <span className="figures min-w-56">{day}</span>
      <span className="figures">
        {startsAt !== null && endsAt !== null && formatSpan(startsAt, endsAt, locale, club.timeZone)}
      </span>
      <span className="text-soft">{nameOf(club, courtId)}</span>
      {conflict === null ? (
        priceMinor > 0 && (
          <span className="figures ml-auto">{formatMoney(priceMinor, club.currency, locale)}</span>
        )
      ) : (
        <>
          <strong className="text-danger-text">{t(`reason_${conflict.reason}`)}</strong>
          {mayChoose && <WaysOut day={day} date={date} conflict={conflict} club={club} />}
        </>
      )}
    </li>
  );
}

type WaysOutProps = { day: string; date: string; conflict: SeriesConflict; club: Club };

async function WaysOut({ day, date, conflict: { nearestCourtId }, club }: WaysOutProps) {
  const t = await getTranslations('seriesPage');
  return (
    <div className="flex basis-full flex-wrap gap-2">
      <select
        name={choiceField(date)}
        aria-label={t('choiceOf', { date: day })}
        defaultValue={nearestCourtId ?? 'skip'}
        className={control({ className: 'max-w-80' })}
      >
        <option value="skip">{t('skip')}</option>
        {nearestCourtId !== null && (
          <option value={nearestCourtId}>{t('otherCourt', { court: nameOf(club, nearestCourtId) })}</option>
        )}
        <option value="time">{t('otherTime')}</option>
      </select>
      <input
        type="time"
        name={timeField(date)}
        aria-label={t('timeOf', { date: day })}
        className={control({ className: 'max-w-36' })}
      />
    </div>
  );
}

const nameOf = ({ courts }: Club, id: number): string => courts.find((court) => court.id === id)?.name ?? '';
