'use server';

import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { daysForm, readDays, type SpecialDayFields } from '@/components/admin/hours/days-fields';
import type { HoursEffectView } from '@/components/admin/hours/hours-effect';
import { hoursEffectView } from '@/components/admin/hours/hours-effect-view';
import { hoursForm, readSeasons, type SeasonFields } from '@/components/admin/hours/hours-fields';
import { answerOf } from '@/components/admin/lists/list-answer';
import type { ListAnswer } from '@/components/admin/lists/list-form';
import { openingHoursSchema, setOpeningHours } from '@/lib/clubs/set-up/set-opening-hours';
import { setSpecialDays, specialDaysSchema } from '@/lib/clubs/set-up/set-special-days';
import { action } from '@/lib/web/action';
import { goTo } from '../go-to';

const sent = { club: z.string(), preview: z.boolean() };

const submitHours = action(
  hoursForm.pipe(z.object({ ...sent, list: openingHoursSchema })),
  async (ctx, { club, preview, list }) =>
    hoursEffectView(await setOpeningHours({ ...ctx, preview }, club, list)),
  'staffWrite',
);

type HoursAnswer = ListAnswer<readonly SeasonFields[], HoursEffectView>;

/** Says which bookings new hours leave outside, or saves them. The hours come back as typed. */
export async function saveHours(previous: HoursAnswer | null, form: FormData): Promise<HoursAnswer> {
  const result = await submitHours(null, form);
  const { values, answer } = answerOf(previous, form, result, readSeasons);
  if (result.ok && values.intent === 'save') await backTo(values.club, 'hours');
  return answer;
}

const submitDays = action(
  daysForm.pipe(z.object({ ...sent, list: specialDaysSchema })),
  async (ctx, { club, preview, list }) =>
    hoursEffectView(await setSpecialDays({ ...ctx, preview }, club, list)),
  'staffWrite',
);

type DaysAnswer = ListAnswer<readonly SpecialDayFields[], HoursEffectView>;

/** The same for special days. */
export async function saveDays(previous: DaysAnswer | null, form: FormData): Promise<DaysAnswer> {
  const result = await submitDays(null, form);
  const { values, answer } = answerOf(previous, form, result, readDays);
  if (result.ok && values.intent === 'save') await backTo(values.club, 'days');
  return answer;
}

const backTo = (club = '', done: string) =>
  goTo(`${deskPath(encodeURIComponent(club), 'hours')}?done=${done}`);
