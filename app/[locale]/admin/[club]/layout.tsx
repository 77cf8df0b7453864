import { getTranslations } from 'next-intl/server';
import { DeskRail } from '@/components/admin/desk-rail';
import { DeskFrame } from '@/components/admin/frame/desk-frame';
import { SalesNote } from '@/components/arrival/sales-note';
import { StaySignedIn } from '@/components/admin/stay-signed-in';
import { RefreshOnReturn } from '@/components/shell/refresh-on-return';
import { pageContext } from '@/lib/web/page-context';
import { signOutAction } from '../../(auth)/actions';
import { deskOrNull } from './desk-for';

/** The layout of a club's pages. It refuses nobody, since each page does. */
export default async function DeskLayout({ children, panel, params }: LayoutProps<'/[locale]/admin/[club]'>) {
  const { club } = await params;
  const [t, ctx, desk] = await Promise.all([getTranslations('nav'), pageContext(), deskOrNull(club)]);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[3.75rem_minmax(0,1fr)] xl:grid-cols-[12rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:z-40 focus-visible:bg-card focus-visible:p-3"
      >
        {t('skip')}
      </a>
      {desk && <DeskRail desk={desk} asked={club} signOut={signOutAction} />}
      <main
        id="content"
        tabIndex={-1}
        className="w-full max-w-7xl px-4 pt-4 pb-24 outline-none md:col-start-2 md:px-6 md:pb-10 md:has-[>.planner]:max-w-none md:has-[>.planner]:p-0"
      >
        <div className="contents">{desk && <SalesNote club={desk.club} asked={club} />}</div>
        {children}
      </main>
      <div className="contents">{panel}</div>
      <RefreshOnReturn />
      {desk && <StaySignedIn />}
      {desk && <DeskFrame person={desk.person} now={ctx.now} />}
    </div>
  );
}
