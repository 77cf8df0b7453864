import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { HoursView } from '@/components/admin/hours/hours-view';
import { hoursWords, monthNames } from '@/components/admin/hours/hours-words';
import { YearPlan } from '@/components/admin/hours/year-plan';
import { WeekHours } from '@/components/shared/week-hours';
import { Section } from '@/components/ui/section';
import type { Club } from '@/lib/catalogue/catalogue';
import { seasonsOf } from '@/lib/clubs/set-up/opening-hours-list';

type Props = { club: Club; view: HoursView; today: string; chips: ReactNode };

/** The year of a club and one of its weeks, for those who may only read them. */
export async function ReadWeek({ club, view, today, chips }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('hours'), getLocale(), hoursWords()]);
  const seasons = seasonsOf(club.openingHours).flatMap(({ valid_from, valid_until }) =>
    valid_from !== null && valid_until !== null
      ? [{ key: valid_from, from: valid_from, until: valid_until }]
      : [],
  );
  const shown = seasons.find(({ key }) => key === view.season)?.key ?? null;
  return (
    <Section id="week" title={t('weekTitle')} lead={t('weekLead')}>
      <YearPlan
        view={view}
        seasons={seasons}
        canAdd={false}
        days={club.specialDays}
        today={today}
        months={monthNames(locale)}
        words={words}
      >
        {chips}
      </YearPlan>
      <WeekHours hours={club.openingHours.filter((row) => row.validFrom === shown)} today={today} />
    </Section>
  );
}
