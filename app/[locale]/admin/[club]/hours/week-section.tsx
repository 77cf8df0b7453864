import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { HoursEditor } from '@/components/admin/hours/hours-editor';
import { fieldsOf } from '@/components/admin/hours/hours-fields';
import type { HoursView } from '@/components/admin/hours/hours-view';
import { hoursWords, monthNames } from '@/components/admin/hours/hours-words';
import { EditedList } from '@/components/admin/lists/edited-list';
import { weekdayName } from '@/components/admin/prices/rule-words';
import { Section } from '@/components/ui/section';
import type { Club } from '@/lib/catalogue/catalogue';
import { type Season, seasonSchema, seasonsOf } from '@/lib/clubs/set-up/opening-hours-list';
import type { Context } from '@/lib/core/context';
import { undoAtDesk } from '../actions';
import { saveHours } from './actions';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

type Props = {
  ctx: Context;
  club: Club;
  name: string;
  /** The earlier list that is shown again. */
  from: string | null;
  view: HoursView;
  today: string;
  /** The chips of the special days. */
  chips: ReactNode;
};

/** The week of a club and its seasons, to change, to take back and to bring back. */
export async function WeekSection({ ctx, club, name, from, view, today, chips }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('hours'), getLocale(), hoursWords()]);
  return (
    <Section id="week" title={t('weekTitle')} lead={t('weekLead')}>
      <EditedList
        ctx={ctx}
        club={club}
        list="opening_hours"
        item={seasonSchema}
        from={from}
        hrefOf={(id) => `${view.path}?from=${id}#week`}
        undo={undoAtDesk}
      >
        {(older) => (
          <HoursEditor
            key={`${club.hoursRevision} ${older?.id}`}
            club={name}
            revision={club.hoursRevision}
            seasons={fieldsOf(withWeek(older?.items ?? seasonsOf(club.openingHours)))}
            view={view}
            days={club.specialDays.map(({ date, closed }) => ({ date, closed }))}
            today={today}
            months={monthNames(locale)}
            weekdays={WEEKDAYS.map((day) => weekdayName(day, locale))}
            words={words}
            chips={chips}
            submit={saveHours}
          />
        )}
      </EditedList>
    </Section>
  );
}

/** The week without dates comes first, also where a club has none. */
function withWeek(seasons: readonly Season[]): readonly Season[] {
  const hasWeek = seasons.some(({ valid_from }) => valid_from === null);
  return hasWeek ? seasons : [{ valid_from: null, valid_until: null, days: [] }, ...seasons];
}
