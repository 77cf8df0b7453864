import { getLocale, getTranslations } from 'next-intl/server';
import { DaysEditor } from '@/components/admin/hours/days-editor';
import { HolidayPicker } from '@/components/admin/hours/holiday-picker';
import { HolidaySource } from '@/components/admin/hours/holiday-source';
import type { HoursView } from '@/components/admin/hours/hours-view';
import { hoursWords, monthNames } from '@/components/admin/hours/hours-words';
import { type Proposal, proposeDays } from '@/components/admin/hours/propose-days';
import { EditedList } from '@/components/admin/lists/edited-list';
import { Section } from '@/components/ui/section';
import type { Club } from '@/lib/catalogue/catalogue';
import { holidayPlaceOf } from '@/lib/clubs/holidays/list-holidays';
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
  view: HoursView;
};

/** The special days of a club, to change, to take back and to bring back, with the holidays that are proposed. */
export async function DaysSection({ ctx, club, name, from, proposal, nextYear, view }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('hours'), getLocale(), hoursWords()]);
  const usual: Proposal = { region: holidayPlaceOf(club.city) ?? '', year: nextYear, as: 'closed' };
  return (
    <Section id="days" title={t('daysTitle')} lead={t('daysLead')}>
      <EditedList
        ctx={ctx}
        club={club}
        list="special_days"
        item={specialDaySchema}
        from={from}
        hrefOf={(id) => `${view.path}?from=${id}#days`}
        undo={undoAtDesk}
        lead={
          <>
            <HolidayPicker {...(proposal ?? usual)} />
            {proposal && <HolidaySource place={proposal.region} />}
          </>
        }
      >
        {(older) => (
          <DaysEditor
            key={`${club.specialDaysRevision} ${older?.id} ${JSON.stringify(proposal)}`}
            club={name}
            revision={club.specialDaysRevision}
            days={proposeDays(
              older?.items ?? club.specialDays.map(specialDayJson),
              club.openingHours,
              proposal,
            )}
            open={view.day}
            year={view.year}
            months={monthNames(locale)}
            locale={locale}
            words={words}
            submit={saveDays}
          />
        )}
      </EditedList>
    </Section>
  );
}
