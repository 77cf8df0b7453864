import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ChosenPage } from '@/components/admin/bookings/chosen-page';
import { bookingsQuery, readBookingsAddress } from '@/components/admin/bookings/bookings-address';
import { SendLinks } from '@/components/admin/bookings/send-links';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { may } from '@/lib/auth/permissions';
import { previewPaymentLinks } from '@/lib/desk/bookings/preview-payment-links';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';
import { sendLinksAtDesk } from '../../actions';
import { deskFor } from '../../desk-for';
import { readChosen } from '../read-chosen';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bookings'))('linksTitle'), robots: { index: false } };
}

/** The bookings that were chosen in the list, with the way by which each would be asked to pay. */
export default async function SendLinksPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/bookings/links'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const list = `${deskPath(asked, 'bookings')}${bookingsQuery(readBookingsAddress(search))}`;
  const [t, ctx, desk] = await Promise.all([
    getTranslations('bookings'),
    pageContext(),
    deskFor(asked, list),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'takeMoney')) return <Forbidden verb="takeMoney" desk={desk} />;
  const ids = await readChosen(ctx, club.slug, search);
  return (
    <ChosenPage title={t('linksTitle')} list={list}>
      {ids && (
        <SendLinks
          preview={await orNotFound(previewPaymentLinks(ctx, club.slug, ids), list)}
          send={sendLinksAtDesk}
        />
      )}
    </ChosenPage>
  );
}
