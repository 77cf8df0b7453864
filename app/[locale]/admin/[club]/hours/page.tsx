import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { DaysEditor } from '@/components/admin/hours/days-editor';
import { fieldsOfDay, type SpecialDayFields } from '@/components/admin/hours/days-fields';
import { HolidayPicker } from '@/components/admin/hours/holiday-picker';
import { HoursEditor } from '@/components/admin/hours/hours-editor';
import { fieldsOf } from '@/components/admin/hours/hours-fields';
import { hoursWords } from '@/components/admin/hours/hours-words';
import { ListAct } from '@/components/admin/list-act';
import { weekdayName } from '@/components/admin/prices/rule-words';
import { WeekHours } from '@/components/shared/week-hours';
import { Callout } from '@/components/ui/callout';
import { Section } from '@/components/ui/section';
import { may } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import { listHolidays } from '@/lib/clubs/holidays/list-holidays';
import { findListAct } from '@/lib/clubs/set-up/list-replacements';
import { seasonsOf } from '@/lib/clubs/set-up/opening-hours-list';
import { specialDayJson } from '@/lib/clubs/set-up/special-days-list';
import { localDateOf } from '@/lib/core/time';
import { pageContext } from '@/lib/web/page-context';
import { undoAtDesk } from '../actions';
import { deskFor } from '../desk-for';
import { saveDays, saveHours } from './actions';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

const search = z.object({
  done: z.enum(['hours', 'days']).nullable().catch(null),
  region: z.string().catch(''),
  year: z.coerce.number().int().min(2020).max(2100).nullable().catch(null),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_hours'), robots: { index: false } };
}

/** When a club is open: its week, the seasons over it, and the days on which neither holds. */
export default async function HoursPage({ params, searchParams }: PageProps<'/[locale]/admin/[club]/hours'>) {
  const [{ club: name }, query] = await Promise.all([params, searchParams]);
  const { done, region, year } = search.parse(query);
  const back = deskPath(name, 'hours');
  const [t, locale, ctx, desk] = await Promise.all([
    getTranslations('hours'),
    getLocale(),
    pageContext(),
    deskFor(name, back),
  ]);
  const { club, person } = desk;
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const mayChange = may(person, club.id, 'changeHours');
  const words = await hoursWords();
  const [hoursAct, daysAct] = await Promise.all([
    mayChange ? findListAct(ctx, club.id, 'opening_hours') : null,
    mayChange ? findListAct(ctx, club.id, 'special_days') : null,
  ]);
  return (
    <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-8">
      <GroupTabs group="sold" page="hours" desk={desk} asked={name} />
      <div>
        <h1 className="text-title">{t('title')}</h1>
        <p className="mt-1 max-w-2xl text-soft">{t('lead')}</p>
      </div>
      {done && (
        <div role="status">
          <Callout tone="confirmed" title={t(`saved_${done}`)} />
        </div>
      )}
      <Section id="week" title={t('weekTitle')} lead={t('weekLead')}>
        {mayChange ? (
          <>
            <ListAct list="opening_hours" act={hoursAct} timeZone={club.timeZone} undo={undoAtDesk} />
            <HoursEditor
              key={club.hoursRevision}
              club={name}
              revision={club.hoursRevision}
              seasons={fieldsOf(withWeek(club))}
              weekdays={WEEKDAYS.map((day) => weekdayName(day, locale))}
              words={words}
              submit={saveHours}
            />
          </>
        ) : (
          <WeekHours hours={club.openingHours.filter((row) => row.validFrom === null)} today={today} />
        )}
      </Section>
      {mayChange && (
        <Section id="days" title={t('daysTitle')} lead={t('daysLead')}>
          <ListAct list="special_days" act={daysAct} timeZone={club.timeZone} undo={undoAtDesk} />
          <HolidayPicker region={region} year={year ?? Number(today.slice(0, 4)) + 1} />
          <DaysEditor
            key={`${club.specialDaysRevision} ${region} ${year}`}
            club={name}
            revision={club.specialDaysRevision}
            days={withHolidays(club, region, year)}
            words={words}
            submit={saveDays}
          />
        </Section>
      )}
    </div>
  );
}

/** The week without dates comes first, also where a club has none. */
function withWeek({ openingHours }: Club) {
  const seasons = seasonsOf(openingHours);
  const hasWeek = seasons.some(({ valid_from }) => valid_from === null);
  return hasWeek ? seasons : [{ valid_from: null, valid_until: null, days: [] }, ...seasons];
}

/** The days of a club with the holidays of a region that it does not have yet, to be looked at and saved. */
function withHolidays({ specialDays }: Club, region: string, year: number | null): SpecialDayFields[] {
  const saved = specialDays.map(specialDayJson).map(fieldsOfDay);
  const known = new Set(saved.map(({ date }) => date));
  const proposed = year === null ? [] : listHolidays(region, year).filter(({ date }) => !known.has(date));
  return [
    ...saved,
    ...proposed.map(({ date, name }) => ({
      date,
      name_es: name.es,
      name_en: name.en,
      closed: true,
      holiday: true,
      windows: [],
    })),
  ].toSorted((a, b) => a.date.localeCompare(b.date));
}
