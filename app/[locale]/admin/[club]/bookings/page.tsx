import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readColumns } from '@/components/admin/bookings/booking-columns';
import { BookingFilters } from '@/components/admin/bookings/booking-filters';
import { BookingViews } from '@/components/admin/bookings/booking-views';
import { ChosenBookings } from '@/components/admin/bookings/chosen-bookings';
import {
  BOOKING_VIEWS,
  bookingsQuery,
  exportHref,
  filtersOf,
  readBookingsAddress,
  viewAddress,
} from '@/components/admin/bookings/bookings-address';
import { ColumnChooser } from '@/components/admin/bookings/column-chooser';
import { readViews } from '@/components/admin/bookings/saved-views';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { DownloadForm } from '@/components/shared/download-form';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { may } from '@/lib/auth/permissions';
import { localDateOf } from '@/lib/core/time';
import { countBookings } from '@/lib/desk/bookings/count-bookings';
import { listBookings } from '@/lib/desk/bookings/list-bookings';
import { pageContext } from '@/lib/web/page-context';
import { allowExport } from '../actions';
import { deskFor } from '../desk-for';
import { orBadPeriod } from './or-bad-period';

const PAGE_SIZE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_bookings'), robots: { index: false } };
}

/** A club's bookings by start, as the address filters them. */
export default async function BookingsPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/bookings'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const path = deskPath(asked, 'bookings');
  const address = readBookingsAddress(search);
  const [t, ctx, desk] = await Promise.all([
    getTranslations('bookings'),
    pageContext(),
    deskFor(asked, `${path}${bookingsQuery(address)}`),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'seePlanner')) return <Forbidden verb="seePlanner" desk={desk} />;
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const [list, counts, columns, saved] = await Promise.all([
    orBadPeriod(
      listBookings(ctx, club.slug, { ...filtersOf(address), page: address.page, pageSize: PAGE_SIZE }),
    ),
    countBookings(
      ctx,
      club.slug,
      BOOKING_VIEWS.map((view) => filtersOf(viewAddress(view, today))),
    ),
    readColumns(),
    readViews(club.id, person.userId),
  ]);
  const hrefOf = (more: Partial<typeof address>, beside: Record<string, string> = {}) =>
    `${path}${bookingsQuery(more, beside)}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 id="bookings" className="text-title">
          {t('title')}
        </h1>
        <div className="flex flex-wrap items-start gap-2">
          {list && list.count > 0 && may(person, club.id, 'exportMoney') && (
            <DownloadForm
              action={allowExport}
              href={exportHref(club.id, address)}
              words={await errorWords()}
              labels={{
                ask: t('export', { count: list.count }),
                ready: t('exportReady'),
                file: t('exportFile'),
              }}
              dense
            />
          )}
          <ColumnChooser shown={columns} />
        </div>
      </div>
      <BookingViews
        address={address}
        today={today}
        counts={counts}
        saved={saved}
        clubId={club.id}
        path={path}
      />
      <BookingFilters address={address} courts={club.courts} clearHref={path} />
      {list === null ? (
        <EmptyState title={t('periodTitle')} text={t('periodText')} />
      ) : list.results.length > 0 ? (
        <ChosenBookings
          hrefs={{
            cancel: `${path}/cancel`,
            links: may(person, club.id, 'takeMoney') ? `${path}/links` : null,
            message: may(person, club.id, 'writeToPeople') ? `${path}/message` : null,
          }}
          address={address}
          list={list}
          columns={columns}
          now={ctx.now.getTime()}
          hrefOf={(booking) => hrefOf(address, { booking })}
          choosable={may(person, club.id, 'cancelByPolicy')}
        />
      ) : (
        <EmptyState title={t('emptyTitle')} text={t('emptyText')}>
          <Link href={path} className="underline underline-offset-4">
            {t('clear')}
          </Link>
        </EmptyState>
      )}
      {list && (
        <Pager
          page={address.page}
          pageSize={PAGE_SIZE}
          count={list.count}
          hrefOf={(page) => hrefOf({ ...address, page })}
        />
      )}
    </div>
  );
}
