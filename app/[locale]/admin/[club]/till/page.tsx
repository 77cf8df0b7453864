import { FileText, History } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import { CashForm } from '@/components/till/cash-form';
import { CloseTillForm } from '@/components/till/close-till-form';
import { DueList } from '@/components/till/dues/due-list';
import { EntryFilterForm } from '@/components/till/entry-filter-form';
import { EntryTable } from '@/components/till/entry-table';
import { FailedRefunds } from '@/components/till/failed-refunds';
import { LastClosed } from '@/components/till/last-closed';
import { OpenTillForm } from '@/components/till/open-till-form';
import { TillFigures } from '@/components/till/till-figures';
import { TillKeys } from '@/components/till/till-keys';
import { isFiltered, readTillFilters } from '@/components/till/till-filters';
import { linksPath, shiftPath, shiftsPath } from '@/components/till/till-paths';
import { Badge } from '@/components/ui/badge';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { may } from '@/lib/auth/permissions';
import { getTill, type Till } from '@/lib/billing/get-till';
import { listFailedRefunds } from '@/lib/billing/list-failed-refunds';
import type { ShownEntry } from '@/lib/billing/read-entries';
import type { Person } from '@/lib/core/context';
import { formatInstant } from '@/lib/core/i18n/format';
import { typedMoney } from '@/lib/core/money';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import {
  askByLink,
  closeTill,
  moveCash,
  openTill,
  payOwed,
  paidBackByHand,
  retryAtTill,
  takeBack,
  waiveOwed,
} from './actions';

const ACTIONS = {
  open: openTill,
  close: closeTill,
  cash: moveCash,
  pay: payOwed,
  link: askByLink,
  waive: waiveOwed,
  reverse: takeBack,
  retry: retryAtTill,
  byHand: paidBackByHand,
};
/** More than these wait only when something is wrong with all of them. */
const FIRST_REFUNDS = { page: 1, pageSize: 100 };
const DENSE = button({ look: 'secondary', size: 'dense' });
const DONE = [
  'opened',
  'closed',
  'added',
  'paid',
  'asked',
  'waived',
  'reversed',
  'askedAll',
  'sentBack',
  'paidBack',
] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_till'), robots: { index: false } };
}

/** The money of a club's desk: its tills, what changed hands today and what is owed. */
export default async function TillPage({ params, searchParams }: PageProps<'/[locale]/admin/[club]/till'>) {
  const [{ club: asked }, { done: told, ...search }] = await Promise.all([params, searchParams]);
  const filters = readTillFilters(search);
  const [t, ctx, { club, person }] = await Promise.all([
    getTranslations('till'),
    pageContext(),
    deskFor(asked, deskPath(asked, 'till')),
  ]);
  const [till, refunds] = await Promise.all([
    getTill(ctx, String(club.id), filters),
    may(person, club.id, 'seeMoney') ? listFailedRefunds(ctx, String(club.id), FIRST_REFUNDS) : null,
  ]);
  const done = DONE.find((one) => one === told);
  const [now, mayTake] = [ctx.now.getTime(), may(person, club.id, 'takeMoney')];
  const row = {
    currency: club.currency,
    club: asked,
    actions: ACTIONS,
    open: till.open,
    now,
    may: { pay: mayTake, waive: may(person, club.id, 'waiveDue') },
  };
  const closable = till.open.find(({ mayClose }) => mayClose);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <TillKeys places={{ o: 'open-till', ...(closable && { C: `close-${closable.id}` }) }} />
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-title">{t('title')}</h1>
        {till.open.map(({ id, name, openedAt, openedByName }) => (
          <Badge key={id} tone="confirmed" wraps>
            {t(till.open.length > 1 ? 'openOf' : 'openSince', {
              name,
              time: formatInstant(openedAt.getTime(), 'time', ctx.locale, club.timeZone),
              who: openedByName ?? t('somebody'),
            })}
          </Badge>
        ))}
        <nav aria-label={t('reports')} className="flex flex-wrap gap-2 sm:ml-auto">
          {till.open.map(
            ({ id, name, report }) =>
              report && (
                <Link key={id} href={shiftPath(asked, id)} className={DENSE}>
                  <FileText aria-hidden className="size-4" />
                  <span>{till.open.length > 1 ? t('reportX', { name }) : t('reportXOnly')}</span>
                </Link>
              ),
          )}
          <Link href={shiftsPath(asked)} className={DENSE}>
            <History aria-hidden className="size-4" />
            {t('shifts')}
          </Link>
        </nav>
      </div>
      {done && (
        <div role="status">
          <Callout tone="confirmed" title={t(`done_${done}`)} />
        </div>
      )}
      {till.open.length === 0 && may(person, club.id, 'openShift') && (
        <OpenTillForm
          club={asked}
          action={openTill}
          placeholder={typedMoney(15_000, club.currency, ctx.locale)}
        />
      )}
      {till.open.length === 0 && till.lastClosed && (
        <LastClosed shift={till.lastClosed} timeZone={club.timeZone} club={asked} />
      )}
      <TillFigures till={till} />
      {mayTake && till.open.length > 0 && <CashForm club={asked} action={moveCash} open={till.open} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <EntryTable
          entries={till.entries}
          timeZone={club.timeZone}
          title={t('entries')}
          foot={t(footOf(till, isFiltered(filters)))}
          filters={<EntryFilterForm filters={filters} till={till} clearHref={deskPath(asked, 'till')} />}
          reverse={{ club: asked, action: takeBack, may: reversible(person, till) }}
        />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 max-xl:order-first">
          <DueList id="owed" title={t('owed')} empty={t('nothingOwed')} owing={till.owed} {...row}>
            {mayTake && till.owed.count > 0 && (
              <Link href={linksPath(asked)} className={DENSE}>
                {t('askAll')}
              </Link>
            )}
          </DueList>
          {till.owing.count > 0 && (
            <DueList id="owing" title={t('owing')} empty={t('nothingOwed')} owing={till.owing} {...row} />
          )}
          <FailedRefunds
            refunds={refunds?.results ?? []}
            club={asked}
            actions={ACTIONS}
            mayGiveBack={may(person, club.id, 'refundAnyAmount')}
          />
          {till.open
            .filter(({ mayClose }) => mayClose)
            .map((open) => (
              <CloseTillForm
                key={open.id}
                club={asked}
                action={closeTill}
                till={open}
                isOnly={till.open.length === 1}
              />
            ))}
        </div>
      </div>
    </div>
  );
}

function footOf({ entries, takers }: Till, filtered: boolean) {
  if (entries.length > 0) return 'nothingErased';
  return takers.length > 0 && filtered ? 'noneFound' : 'noEntries';
}

/** What the reader may take back: the own entries of a till that is open, managers any. */
function reversible(person: Person, { club, open }: Till) {
  const isManager = may(person, club.id, 'correctShift');
  return ({ reverses, reversedBy, takenBy, shiftId }: ShownEntry): boolean => {
    if (reverses !== null || reversedBy !== null || !may(person, club.id, 'takeMoney')) return false;
    const stillOpen = shiftId === null || open.some(({ id }) => id === shiftId);
    return isManager || (takenBy === person.userId && stillOpen);
  };
}
