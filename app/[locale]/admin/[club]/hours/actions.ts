'use server';

import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { daysForm, readDays, type SpecialDayFields } from '@/components/admin/hours/days-fields';
import type { HoursEffectView } from '@/components/admin/hours/hours-effect';
import { hoursEffectView } from '@/components/admin/hours/hours-effect-view';
import { hoursForm, readSeasons, type SeasonFields } from '@/components/admin/hours/hours-fields';
import { answerOf } from '@/components/admin/lists/list-answer';
import type { ListAnswer } from '@/components/admin/lists/list-form';
import { windowsOf } from '@/lib/clubs/set-up/opening-hours-list';
import { openingHoursSchema, setOpeningHours } from '@/lib/clubs/set-up/set-opening-hours';
import { setSpecialDays, specialDaysSchema } from '@/lib/clubs/set-up/set-special-days';
import { readWindow } from '@/lib/clubs/set-up/wall-window';
import { action } from '@/lib/web/action';
import { goTo } from '../go-to';

const sent = { club: z.string(), preview: z.boolean() };

const submitHours = action(
  hoursForm.pipe(z.object({ ...sent, list: openingHoursSchema })),
  async (ctx, { club, preview, list }) => {
    const replaced = await setOpeningHours({ ...ctx, preview }, club, list);
    const { specialDays } = replaced.club;
    return hoursEffectView(replaced, { openingHours: windowsOf(list.seasons), specialDays });
  },
  'staffWrite',
);

type HoursAnswer = ListAnswer<readonly SeasonFields[], HoursEffectView>;

/** Says which bookings new hours leave outside, or saves them. The hours come back as typed. */
export async function saveHours(previous: HoursAnswer | null, form: FormData): Promise<HoursAnswer> {
  const result = await submitHours(null, form);
  const { values, answer } = answerOf(previous, form, result, readSeasons);
  if (result.ok && values.intent === 'save') {
    const season = answer.draft.find(({ key }) => key === values.shown)?.valid_from ?? '';
    const year = season.slice(0, 4) || (values.year ?? '');
    await backTo(values.club, { done: 'hours', year, ...(season && { season }) });
  }
  return answer;
}

const submitDays = action(
  daysForm.pipe(z.object({ ...sent, list: specialDaysSchema })),
  async (ctx, { club, preview, list }) => {
    const replaced = await setSpecialDays({ ...ctx, preview }, club, list);
    const specialDays = list.days.map(({ date, windows }) => ({ date, windows: windows.map(readWindow) }));
    return hoursEffectView(replaced, { openingHours: replaced.club.openingHours, specialDays });
  },
  'staffWrite',
);

type DaysAnswer = ListAnswer<readonly SpecialDayFields[], HoursEffectView>;

/** The same for special days. */
export async function saveDays(previous: DaysAnswer | null, form: FormData): Promise<DaysAnswer> {
  const result = await submitDays(null, form);
  const { values, answer } = answerOf(previous, form, result, readDays);
  if (result.ok && values.intent === 'save')
    await backTo(values.club, { done: 'days', year: values.year ?? '' });
  return answer;
}

const backTo = (club = '', shown: Record<string, string>) =>
  goTo(`${deskPath(encodeURIComponent(club), 'hours')}?${new URLSearchParams(shown)}`);
