import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { bookingsQuery, readBookingsAddress } from '@/components/admin/bookings/bookings-address';
import { CancelMany } from '@/components/admin/bookings/cancel-many';
import { ChosenPage } from '@/components/admin/bookings/chosen-page';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { may } from '@/lib/auth/permissions';
import { previewCancelBookings } from '@/lib/desk/bookings/preview-cancel-bookings';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';
import { cancelManyAtDesk } from '../../actions';
import { deskFor } from '../../desk-for';
import { readChosen } from '../read-chosen';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bookings'))('cancelTitle'), robots: { index: false } };
}

/** The bookings that were chosen in the list, with what cancelling them gives back. */
export default async function CancelBookingsPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/bookings/cancel'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const list = `${deskPath(asked, 'bookings')}${bookingsQuery(readBookingsAddress(search))}`;
  const [t, ctx, desk] = await Promise.all([
    getTranslations('bookings'),
    pageContext(),
    deskFor(asked, list),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'cancelByPolicy')) return <Forbidden verb="cancelByPolicy" desk={desk} />;
  const ids = await readChosen(ctx, club.slug, search);
  return (
    <ChosenPage title={t('cancelTitle')} list={list}>
      {ids && (
        <CancelMany
          preview={await orNotFound(previewCancelBookings(ctx, club.slug, ids), list)}
          cancel={cancelManyAtDesk}
        />
      )}
    </ChosenPage>
  );
}
