import { getLocale } from 'next-intl/server';
import type { FreeShare } from '@/lib/availability/list-free-shares';
import { inLocale } from '@/lib/core/i18n/navigation';
import { DayLinks } from './day-cells';
import { viewDays } from './view-days';

type Props = { days: readonly FreeShare[]; selected: string; hrefOf: (date: string) => string };

/** Days from today on as links that go there at once, each with its free share. */
export async function DayPicker({ days, selected, hrefOf }: Props) {
  const [locale, { days: views, legend }] = await Promise.all([getLocale(), viewDays(days)]);
  const links = views.map((view) => ({ ...view, href: inLocale(hrefOf(view.date), locale) }));
  return <DayLinks days={links} selected={selected} legend={legend} />;
}
