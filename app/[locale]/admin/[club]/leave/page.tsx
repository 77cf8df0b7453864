import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { GroupTabs } from '@/components/admin/group-tabs';
import { CloseClub } from '@/components/leaving/close-club';
import { ClosedClub } from '@/components/leaving/closed-club';
import { ExportClub } from '@/components/leaving/export-club';
import { Callout } from '@/components/ui/callout';
import { may } from '@/lib/auth/permissions';
import { isClosing } from '@/lib/clubs/find-deletion';
import { asClosed, getAnyClub } from '@/lib/clubs/leaving/closed-clubs';
import { previewDeletion } from '@/lib/clubs/leaving/preview-deletion';
import { listLostBookings } from '@/lib/desk/leaving/list-lost-bookings';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../or-not-found';
import { deskFor, deskOrNull } from '../desk-for';
import { closeClub, exportData, restore } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_leave'), robots: { index: false } };
}

/** Taking the club's data along, closing it, and opening it again within 30 days. */
export default async function LeavePage({ params }: PageProps<'/[locale]/admin/[club]/leave'>) {
  const { club: asked } = await params;
  const back = deskPath(asked, 'leave');
  const [t, ctx] = await Promise.all([getTranslations('desk'), pageContext()]);
  if ((await deskOrNull(asked)) === null) {
    const row = await orNotFound(getAnyClub(ctx, asked, 'restoreClub'), back);
    const [closed] = asClosed(row);
    if (closed) {
      const lost = await listLostBookings(ctx, asked);
      return (
        <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-8">
          <ClosedClub club={closed} now={ctx.now} lost={lost} asked={asked} back={back} restore={restore} />
          <ExportClub clubId={closed.id} back={back} allow={exportData} />
        </div>
      );
    }
  }
  const desk = await deskFor(asked, back);
  if (!may(desk.person, desk.club.id, 'deleteClub')) return <Forbidden verb="deleteClub" desk={desk} />;
  const [touched, isUnderWay] = await Promise.all([previewDeletion(ctx, asked), isClosing(desk.club.id)]);
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-8">
      <GroupTabs group="settings" page="leave" desk={desk} asked={asked} />
      <h1 className="text-title">{t('page_leave')}</h1>
      <ExportClub clubId={desk.club.id} back={back} allow={exportData} />
      {isUnderWay ? (
        <Callout title={t('closing', { club: desk.club.name })} />
      ) : (
        <CloseClub club={desk.club} touched={touched} asked={asked} back={back} close={closeClub} />
      )}
    </div>
  );
}
