import { LayoutGrid, List } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ClubZone } from '@/components/shared/club-zone';
import type { QuantityOf } from '@/components/shared/extra-fields';
import { LinkTabs } from '@/components/ui/link-tabs';
import { ScrollToAsked } from '@/components/ui/scroll-to-asked';
import type { ClubDay } from '@/lib/availability/find-slots';
import { formatDay } from '@/lib/core/i18n/format';
import { localDateOf } from '@/lib/core/time';
import { DayGrid } from './day-grid';
import { SlotList } from './slot-list';

type StartsView = 'grid' | 'list';
type Props = {
  day: ClubDay;
  now: number;
  view: StartsView;
  chosenValue: string | null;
  askedTime: string | null;
  /** The number of each extra that was chosen before the reader signed in. */
  quantityOf: QuantityOf;
  hrefOf: (view: StartsView) => string;
  /** Stands beside the choice of the view. */
  children: ReactNode;
};

/** A club's day to book from, as a grid or as a list of hours. */
export async function ClubStarts({ day, now, view, hrefOf, children, ...chosen }: Props) {
  const [t, locale] = await Promise.all([getTranslations('club'), getLocale()]);
  const dayInWords = formatDay(day.date, localDateOf(now, day.club.timeZone), 'long', locale);
  return (
    <section aria-labelledby="starts" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="starts" className="text-title first-letter:uppercase max-sm:sr-only sm:mr-auto">
          {dayInWords} <ClubZone club={day.club} at={day.windows[0]?.startsAt ?? now} />
        </h2>
        <div className="contents">{children}</div>
        <LinkTabs
          label={t('view')}
          tabs={[
            {
              label: t('gridView'),
              href: hrefOf('grid'),
              current: view === 'grid',
              icon: <LayoutGrid aria-hidden className="size-4.5 shrink-0" />,
            },
            {
              label: t('list'),
              href: hrefOf('list'),
              current: view === 'list',
              icon: <List aria-hidden className="size-4.5 shrink-0" />,
            },
          ]}
        />
      </div>
      <div id="starts-of-day" tabIndex={-1} className="scroll-mt-20 outline-none">
        {view === 'grid' ? (
          <DayGrid day={day} caption={t('grid', { day: dayInWords })} {...chosen} now={now} />
        ) : (
          <ScrollToAsked
            asked={chosen.askedTime}
            className="max-h-[75dvh] overflow-y-auto rounded-card border border-line bg-card px-4"
          >
            <SlotList day={day} askedTime={chosen.askedTime} />
          </ScrollToAsked>
        )}
      </div>
    </section>
  );
}
