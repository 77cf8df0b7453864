import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { bookingsQuery, readBookingsAddress } from '@/components/admin/bookings/bookings-address';
import { ChosenPage } from '@/components/admin/bookings/chosen-page';
import { deskPath } from '@/components/admin/desk-pages';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { WriteMessage } from '@/components/messages/write-message';
import { may } from '@/lib/auth/permissions';
import { previewMessage } from '@/lib/desk/messages/preview-message';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';
import { sendMessageAtDesk } from '../../actions';
import { deskFor } from '../../desk-for';
import { readChosen } from '../read-chosen';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('clubMessage'))('title'), robots: { index: false } };
}

/** The takers of the bookings that were chosen in the list, to be written to. */
export default async function MessageBookersPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/bookings/message'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const list = `${deskPath(asked, 'bookings')}${bookingsQuery(readBookingsAddress(search))}`;
  const [t, ctx, desk] = await Promise.all([
    getTranslations('clubMessage'),
    pageContext(),
    deskFor(asked, list),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'writeToPeople')) return <Forbidden verb="writeToPeople" desk={desk} />;
  const ids = await readChosen(ctx, club.slug, search);
  return (
    <ChosenPage title={t('title')} list={list}>
      {ids && (
        <WriteMessage
          club={club}
          of="bookings"
          ids={ids}
          readers={await orNotFound(previewMessage(ctx, club.slug, { reservationIds: ids }), list)}
          send={sendMessageAtDesk}
        />
      )}
    </ChosenPage>
  );
}
