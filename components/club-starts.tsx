import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ClubDay } from '@/lib/availability/find-slots';
import { formatDay } from '@/lib/i18n/format';
import { formatMoney } from '@/lib/money';
import { localDateOf } from '@/lib/time';
import { ChosenStart } from './chosen-start';
import { ClubZone } from './club-zone';
import { CourtGrid, type StartWords } from './court-grid';
import { type Grid, gridOf } from './court-grid-cells';
import { SlotList } from './slot-list';
import { LinkTabs } from './ui/link-tabs';

type View = 'grid' | 'list';
type Props = {
  day: ClubDay;
  now: number;
  /** What the reader asked for; else the screen's width decides. */
  view: View | null;
  chosenValue: string | null;
  askedTime: string | null;
  hrefOf: (view: View) => string;
};

/** A club's day that has a start, to book from: as a grid where there is room, as a list for a thumb. */
export async function ClubStarts({ day, now, view, chosenValue, askedTime, hrefOf }: Props) {
  const [t, locale] = await Promise.all([getTranslations('club'), getLocale()]);
  const grid = gridOf(day, now);
  const words = await wordsOf(grid, day);
  const chosen = chosenValue ? words[chosenValue] : undefined;
  const dayInWords = formatDay(day.date, localDateOf(now, day.club.timeZone), 'long', locale);
  return (
    <section aria-labelledby="starts">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 id="starts" className="text-title">
            {t('grid', { day: dayInWords })} <ClubZone club={day.club} at={day.windows[0]?.startsAt ?? now} />
          </h2>
          <p
            className={clsx(
              'text-ink-soft text-note',
              view === 'list' ? 'hidden' : view === null && 'max-sm:hidden',
            )}
          >
            {t('gridHint')}
          </p>
        </div>
        <LinkTabs
          label={t('view')}
          tabs={(['grid', 'list'] as const).map((other) => ({
            label: t(other === 'grid' ? 'gridView' : 'list'),
            href: hrefOf(other),
            current: view === null ? (other === 'grid' ? 'wide' : 'narrow') : view === other,
          }))}
        />
      </div>
      {view !== 'list' && (
        <div className={clsx(view === null && 'max-sm:hidden')}>
          <CourtGrid
            key={`${day.date} ${day.durationMinutes} ${chosenValue}`}
            grid={grid}
            words={words}
            caption={t('grid', { day: dayInWords })}
            labels={{
              court: t('court'),
              taken: t('takenShort'),
              now: t('now'),
              chosen: t('chosen'),
              gone: t('chosenGone'),
            }}
            chosenValue={chosenValue}
            askedTime={askedTime}
          />
          <Legend durationMinutes={day.durationMinutes} />
        </div>
      )}
      {view !== 'grid' && (
        <div className={clsx(view === null && 'sm:hidden')}>
          <SlotList day={day} askedTime={askedTime} />
          {chosen && chosenValue && (
            <div className="sticky bottom-3 z-20 mt-3">
              <ChosenStart
                value={chosenValue}
                label={t('chosen')}
                summary={chosen.summary}
                book={chosen.book}
              />
            </div>
          )}
        </div>
      )}
    </section>
  );
}

async function Legend({ durationMinutes }: { durationMinutes: number }) {
  const t = await getTranslations('club');
  return (
    <ul aria-hidden className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-ink-soft text-note">
      <li className="flex items-center gap-2">
        <span className="size-4 rounded-sm border border-court/45 bg-court-tint" />
        {t('legendFree')}
      </li>
      <li className="flex items-center gap-2">
        <span className="size-4 rounded-sm bg-line" />
        {t('legendTaken')}
      </li>
      <li className="flex items-center gap-2">
        <span className="size-4 rounded-sm border border-line border-dashed" />
        {t('legendGap', { duration: durationMinutes })}
      </li>
    </ul>
  );
}

async function wordsOf(grid: Grid, { club, durationMinutes }: ClubDay): Promise<Record<string, StartWords>> {
  const [t, locale] = await Promise.all([getTranslations('club'), getLocale()]);
  const words: Record<string, StartWords> = {};
  for (const { name, cells } of grid.rows) {
    for (const [column, cell] of cells.entries()) {
      if (cell.kind !== 'start') continue;
      const time = grid.columns[column]?.time ?? '';
      const price = formatMoney(cell.priceMinor, club.currency, locale);
      words[cell.value] = {
        label: t('holdAt', { court: name, time, duration: durationMinutes, price }),
        bubble: `${time} · ${price}`,
        summary: t('selected', { court: name, span: `${time}–${cell.endTime}` }),
        book: t('continue', { price }),
      };
    }
  }
  return words;
}
