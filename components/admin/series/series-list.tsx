import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { errorWords } from '@/components/shared/error-words';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction, FormSelect, FormText } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatInstant, formatMoment } from '@/lib/core/i18n/format';
import { localDateOf } from '@/lib/core/time';
import { WEEKDAYS } from './weekdays';
import type { ShownSeries } from '@/lib/desk/series/list-series';

type SeriesActions = Readonly<Record<'change' | 'end', FormAction<unknown>>>;

type Props = {
  club: Club;
  series: readonly ShownSeries[];
  asked: string;
  back: string;
  /** Null for who may see them alone. */
  actions: SeriesActions | null;
};

/** The series that have something to come, each with the forms that change and end it. */
export async function SeriesList({ club, series, asked, back, actions }: Props) {
  const [t, tDay, locale] = await Promise.all([
    getTranslations('seriesPage'),
    getTranslations('weekday'),
    getLocale(),
  ]);
  const { timeZone } = club;
  if (series.length === 0) return <p className="text-soft">{t('none')}</p>;
  return (
    <ul aria-labelledby="series" className="divide-y divide-line rounded-card border border-line bg-card">
      {series.map((one) => {
        const name = one.customerName ?? one.title ?? t(`kind_${one.kind}`);
        const date = localDateOf(one.nextStartsAt, timeZone);
        return (
          <li key={one.id} className="grid gap-2 px-4 py-3">
            <div className="flex flex-wrap items-baseline gap-x-3">
              <h3 className="break-words font-strong">{name}</h3>
              <p className="figures">
                {WEEKDAYS.filter((day) => one.weekdays.includes(day))
                  .map((day) => tDay(`${day}`))
                  .join(', ')}{' '}
                · {formatWallMinute(one.startMinute)} · {t('minutes', { count: one.durationMinutes })}
              </p>
            </div>
            <p className="text-note text-soft">
              <Link
                href={`${deskPath(asked, 'planner')}?${new URLSearchParams({ date })}`}
                className="underline underline-offset-4"
              >
                {t('next', { when: formatMoment(one.nextStartsAt, locale, timeZone) })}
              </Link>
              <span>
                {' · '}
                {t('left', {
                  count: one.left,
                  until: formatInstant(one.lastStartsAt, 'date', locale, timeZone),
                })}
              </span>
            </p>
            {actions && <ChangeForms {...{ one, club, back, actions, date, name }} />}
          </li>
        );
      })}
    </ul>
  );
}

type FormsProps = {
  one: ShownSeries;
  club: Club;
  back: string;
  actions: SeriesActions;
  date: string;
  name: string;
};

async function ChangeForms({ one, club, back, actions, date, name }: FormsProps) {
  const t = await getTranslations('seriesPage');
  const words = await errorWords({ conflict: t('cannotChange') }, back);
  return (
    <div className="flex flex-wrap items-start gap-2">
      <ActionForm
        action={actions.change}
        words={words}
        done={t('changed')}
        folded={{ summary: <Summary name={name}>{t('change')}</Summary>, className: FOLDED }}
        className="grid gap-4 px-4 pb-4 sm:grid-cols-2"
      >
        <ScopeFields one={one} date={date} />
        <FormSelect label={t('court')} name="court" defaultValue={one.courtId}>
          {club.courts.map((court) => (
            <option key={court.id} value={court.id}>
              {court.name}
            </option>
          ))}
        </FormSelect>
        <FormText
          label={t('start')}
          type="time"
          name="start"
          required
          defaultValue={formatWallMinute(one.startMinute)}
        />
        <SubmitButton className="justify-self-start">{t('changeDo')}</SubmitButton>
      </ActionForm>
      <ActionForm
        action={actions.end}
        words={words}
        folded={{ summary: <Summary name={name}>{t('end')}</Summary>, className: FOLDED }}
        className="grid gap-4 px-4 pb-4 sm:grid-cols-2"
      >
        <ScopeFields one={one} date={date} />
        <p className="text-note text-soft sm:col-span-2">{t('endLead')}</p>
        <SubmitButton look="danger" className="justify-self-start">
          {t('endDo')}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}

async function ScopeFields({ one, date }: { one: ShownSeries; date: string }) {
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

const FOLDED = 'min-w-32 flex-1 rounded-md border border-line open:basis-full';

function Summary({ name, children }: { name: string; children: string }) {
  return (
    <summary className="flex min-h-11 cursor-pointer items-center rounded-md px-4 text-note hover:bg-sunken">
      <span>{children}</span>
      <span className="sr-only"> {name}</span>
    </summary>
  );
}
