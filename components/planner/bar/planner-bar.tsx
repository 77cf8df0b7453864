import { Ban, ChevronLeft, ChevronRight, Columns3, Plus } from 'lucide-react';
import Form from 'next/form';
import type { ReactNode } from 'react';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { LinkTabs } from '@/components/ui/link-tabs';
import { Menu } from '@/components/ui/menu';
import type { Court } from '@/lib/catalogue/catalogue';
import { formatDate } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { LocalDate } from '@/lib/core/time';
import type { BoardWords } from '@/components/planner/board-words';
import {
  addressQuery,
  daysOn,
  PLANNER_VIEWS,
  type PlannerAddress,
  type PlannerView,
} from '@/components/planner/planner-address';

type Props = {
  /** The planner's path without its language. */
  path: string;
  address: PlannerAddress;
  /** What is shown, also where the address does not say so. */
  view: PlannerView;
  today: LocalDate;
  courts: readonly Court[];
  /** Where one books and blocks. Null for whoever may not. */
  bookHrefs: { book: string; block: string } | null;
  /** Where a court is delayed. Null for whoever may not. */
  shiftHref: string | null;
  /** What can be taken back. */
  undo: ReactNode;
  /** Who else has the board open. */
  desks: ReactNode;
  words: BoardWords;
};

const SHORTCUTS = { day: '1', week: '2', list: '3', tape: 'T' } as const;

const ARROW = 'flex size-11 items-center justify-center rounded-md hover:bg-sunken';

/** The day, the ways to others, what is shown of it, and what can be done. */
export function PlannerBar({
  path,
  address,
  view: shown,
  today,
  courts,
  bookHrefs,
  shiftHref,
  undo,
  desks,
  words,
}: Props) {
  const { t, locale } = words;
  const { date, view, show } = address;
  const step = view === 'week' ? 7 : 1;
  const to = (next: PlannerAddress) => `${path}?${addressQuery(next)}`;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-2 border-line md:min-h-12 md:border-b md:px-4 md:py-1.5">
      <nav aria-label={t('days')} className="flex items-center gap-1 max-md:order-2">
        <Link
          href={to(daysOn(address, -step))}
          aria-label={t(step === 1 ? 'dayBefore' : 'weekBefore')}
          data-key="["
          className={ARROW}
        >
          <ChevronLeft aria-hidden className="size-4.5" />
        </Link>
        <Link
          href={to({ ...address, date: today })}
          aria-current={date === today ? 'date' : undefined}
          data-key="t"
          className={button({ look: 'secondary', size: 'dense' })}
        >
          {t('today')}
        </Link>
        <Link
          href={to(daysOn(address, step))}
          aria-label={t(step === 1 ? 'dayAfter' : 'weekAfter')}
          data-key="]"
          className={ARROW}
        >
          <ChevronRight aria-hidden className="size-4.5" />
        </Link>
      </nav>
      <h1 className="text-lead first-letter:uppercase max-md:mr-auto max-md:text-title">
        {formatDate(date, 'short', locale)}
      </h1>
      <Form key={date} action={inLocale(path, locale)} className="flex items-center gap-1 max-md:order-3">
        <input
          type="date"
          name="date"
          aria-label={t('date')}
          defaultValue={date}
          required
          className="figures min-h-11 min-w-0 rounded-md border border-strong bg-card px-2 text-note max-md:text-field"
        />
        {view && <input type="hidden" name="view" value={view} />}
        {show && <input type="hidden" name="show" value={show} />}
        <button type="submit" className={button({ look: 'secondary', size: 'dense' })}>
          {t('go')}
        </button>
      </Form>
      <div className="max-md:order-4">
        <LinkTabs
          label={t('views')}
          tabs={PLANNER_VIEWS.map((tab) => ({
            label: t(`view_${tab}`),
            href: to({ ...address, view: tab }),
            current: shown === tab,
            shortcut: SHORTCUTS[tab],
          }))}
        />
      </div>
      {courts.length > 1 && (
        <CourtPicker path={path} address={address} courts={courts} shiftHref={shiftHref} words={words} />
      )}
      <div className="ml-auto flex items-center gap-3">
        {desks}
        {undo}
      </div>
      {bookHrefs && (
        <div className="flex items-center gap-2 max-md:order-2">
          <Link
            href={bookHrefs.block}
            scroll={false}
            data-key="b"
            title={t('block')}
            className={button({ look: 'secondary', size: 'dense', className: 'max-md:hidden' })}
          >
            <Ban aria-hidden className="size-4" />
            <span className="max-2xl:sr-only">{t('block')}</span>
          </Link>
          <Link href={bookHrefs.book} scroll={false} data-key="n" className={button({ size: 'dense' })}>
            <Plus aria-hidden className="size-4" />
            {t('new')}
          </Link>
        </div>
      )}
    </div>
  );
}

const PICKER = {
  summary: button({ look: 'secondary', size: 'dense' }),
  panel: 'left-0 w-60 p-2 max-h-96 overflow-auto',
};

function CourtPicker({
  path,
  address,
  courts,
  shiftHref,
  words: { t, locale },
}: Pick<Props, 'path' | 'address' | 'courts' | 'shiftHref' | 'words'>) {
  const { date, view, show } = address;
  const isWeek = view === 'week';
  const all = courts.map(({ id }) => id);
  const shown = isWeek ? (address.courts ?? all).slice(0, 1) : (address.courts ?? all);
  return (
    <div className="max-md:hidden">
      <Menu
        look={PICKER}
        trigger={
          <>
            <Columns3 aria-hidden className="size-4" />
            {t('courtsShown', { count: courts.filter(({ id }) => shown.includes(id)).length })}
          </>
        }
      >
        <Form action={inLocale(path, locale)}>
          <input type="hidden" name="date" value={date} />
          {view && <input type="hidden" name="view" value={view} />}
          {show && <input type="hidden" name="show" value={show} />}
          <ul aria-label={t('courtPicker')}>
            {courts.map(({ id, name }) => (
              <li key={id}>
                <label className="flex min-h-9 items-center gap-3 rounded-sm px-2 hover:bg-sunken">
                  <input
                    type={isWeek ? 'radio' : 'checkbox'}
                    name="courts"
                    value={id}
                    defaultChecked={shown.includes(id)}
                    className="size-4 accent-ink"
                  />
                  {name}
                </label>
              </li>
            ))}
          </ul>
          <button type="submit" className={button({ look: 'secondary', size: 'dense', wide: true })}>
            {t('showCourts')}
          </button>
        </Form>
        {shiftHref && (
          <Link
            href={shiftHref}
            className={button({ look: 'quiet', size: 'dense', wide: true, className: 'mt-1' })}
          >
            {t('shiftLink')}
          </Link>
        )}
      </Menu>
    </div>
  );
}
