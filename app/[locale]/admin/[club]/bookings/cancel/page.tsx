import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CancelMany } from '@/components/admin/bookings/cancel-many';
import { bookingsQuery, filtersOf, readBookingsAddress } from '@/components/admin/bookings/bookings-address';
import { deskPath } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import { EmptyState } from '@/components/ui/empty-state';
import { may } from '@/lib/auth/permissions';
import { cancelBookingsSchema } from '@/lib/desk/bookings/cancel-bookings';
import { chooseBookings } from '@/lib/desk/bookings/choose-bookings';
import { previewCancelBookings } from '@/lib/desk/bookings/preview-cancel-bookings';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';
import { cancelManyAtDesk } from '../../actions';
import { deskFor } from '../../desk-for';
import { orBadPeriod } from '../or-bad-period';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bookings'))('cancelTitle'), robots: { index: false } };
}

/** The bookings that were chosen in the list, with what cancelling them gives back. */
export default async function CancelBookingsPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/bookings/cancel'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const address = readBookingsAddress(search);
  const list = `${deskPath(asked, 'bookings')}${bookingsQuery(address)}`;
  const [t, ctx, { club, person }] = await Promise.all([
    getTranslations('bookings'),
    pageContext(),
    deskFor(asked, list),
  ]);
  if (!may(person, club.id, 'cancelByPolicy')) {
    return <EmptyState title={t('forbiddenTitle')} text={t('forbiddenText')} />;
  }
  const ids =
    search.all === 'true'
      ? await orBadPeriod(chooseBookings(ctx, club.slug, filtersOf(address)))
      : cancelBookingsSchema.shape.ids.safeParse([search.id ?? []].flat()).data;
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-5">
      <p>
        <Link href={list} className="underline underline-offset-4">
          {t('title')}
        </Link>
      </p>
      <h1 id="chosen" className="text-title">
        {t('cancelTitle')}
      </h1>
      {ids && ids.length > 0 ? (
        <CancelMany
          preview={await orNotFound(previewCancelBookings(ctx, club.slug, ids), list)}
          cancel={cancelManyAtDesk}
        />
      ) : (
        <EmptyState title={t('chosenNoneTitle')} text={t('chosenNoneText')} />
      )}
    </div>
  );
}
