import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { HoursEditor } from '@/components/admin/hours/hours-editor';
import { fieldsOf } from '@/components/admin/hours/hours-fields';
import { hoursWords } from '@/components/admin/hours/hours-words';
import { chosenList } from '@/components/admin/lists/chosen-list';
import { ListAct } from '@/components/admin/lists/list-act';
import { ListHistory } from '@/components/admin/lists/list-history';
import { OlderList } from '@/components/admin/lists/older-list';
import { weekdayName } from '@/components/admin/prices/rule-words';
import { Section } from '@/components/ui/section';
import type { Club } from '@/lib/catalogue/catalogue';
import { findListAct, listReplacements } from '@/lib/clubs/set-up/list-replacements';
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
};

/** The week of a club and its seasons, to change, to take back and to bring back. */
export async function WeekSection({ ctx, club, name, from }: Props) {
  const [t, locale, words, act, replacements] = await Promise.all([
    getTranslations('hours'),
    getLocale(),
    hoursWords(),
    findListAct(ctx, club.id, 'opening_hours'),
    listReplacements(ctx, club.slug, 'opening_hours'),
  ]);
  const older = chosenList(replacements, from, seasonSchema);
  return (
    <Section id="week" title={t('weekTitle')} lead={t('weekLead')}>
      <ListAct list="opening_hours" act={act} timeZone={club.timeZone} undo={undoAtDesk} />
      {older && <OlderList />}
      <HoursEditor
        key={`${club.hoursRevision} ${older?.id}`}
        club={name}
        revision={club.hoursRevision}
        seasons={fieldsOf(withWeek(older?.items ?? seasonsOf(club.openingHours)))}
        weekdays={WEEKDAYS.map((day) => weekdayName(day, locale))}
        words={words}
        submit={saveHours}
      />
      <ListHistory
        list="opening_hours"
        replacements={replacements}
        timeZone={club.timeZone}
        hrefOf={(id) => `${deskPath(name, 'hours')}?from=${id}#week`}
      />
    </Section>
  );
}

/** The week without dates comes first, also where a club has none. */
function withWeek(seasons: readonly Season[]): readonly Season[] {
  const hasWeek = seasons.some(({ valid_from }) => valid_from === null);
  return hasWeek ? seasons : [{ valid_from: null, valid_until: null, days: [] }, ...seasons];
}
