import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { DaysEditor } from '@/components/admin/hours/days-editor';
import { HolidayPicker } from '@/components/admin/hours/holiday-picker';
import { hoursWords } from '@/components/admin/hours/hours-words';
import { type Proposal, proposeDays } from '@/components/admin/hours/propose-days';
import { chosenList } from '@/components/admin/lists/chosen-list';
import { ListAct } from '@/components/admin/lists/list-act';
import { ListHistory } from '@/components/admin/lists/list-history';
import { OlderList } from '@/components/admin/lists/older-list';
import { Section } from '@/components/ui/section';
import type { Club } from '@/lib/catalogue/catalogue';
import { holidayPlaceOf } from '@/lib/clubs/holidays/list-holidays';
import { findListAct, listReplacements } from '@/lib/clubs/set-up/list-replacements';
import { specialDayJson, specialDaySchema } from '@/lib/clubs/set-up/special-days-list';
import type { Context } from '@/lib/core/context';
import { undoAtDesk } from '../actions';
import { saveDays } from './actions';

type Props = {
  ctx: Context;
  club: Club;
  name: string;
  /** The earlier list that is shown again. */
  from: string | null;
  proposal: Proposal | null;
  /** The year that is proposed unless another is asked for. */
  nextYear: number;
};

/** The special days of a club, to change, to take back and to bring back, with the holidays that are proposed. */
export async function DaysSection({ ctx, club, name, from, proposal, nextYear }: Props) {
  const [t, words, act, replacements] = await Promise.all([
    getTranslations('hours'),
    hoursWords(),
    findListAct(ctx, club.id, 'special_days'),
    listReplacements(ctx, club.slug, 'special_days'),
  ]);
  const older = chosenList(replacements, from, specialDaySchema);
  const usual: Proposal = { region: holidayPlaceOf(club.city) ?? '', year: nextYear, as: 'closed' };
  return (
    <Section id="days" title={t('daysTitle')} lead={t('daysLead')}>
      <ListAct list="special_days" act={act} timeZone={club.timeZone} undo={undoAtDesk} />
      <HolidayPicker {...(proposal ?? usual)} />
      {older && <OlderList />}
      <DaysEditor
        key={`${club.specialDaysRevision} ${older?.id} ${JSON.stringify(proposal)}`}
        club={name}
        revision={club.specialDaysRevision}
        days={proposeDays(older?.items ?? club.specialDays.map(specialDayJson), club.openingHours, proposal)}
        words={words}
        submit={saveDays}
      />
      <ListHistory
        list="special_days"
        replacements={replacements}
        timeZone={club.timeZone}
        hrefOf={(id) => `${deskPath(name, 'hours')}?from=${id}#days`}
      />
    </Section>
  );
}
