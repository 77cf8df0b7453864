import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { MessageFilters } from '@/components/messages/message-filters';
import { messagesQuery, readMessagesQuery } from '@/components/messages/messages-query';
import { MessageTable } from '@/components/messages/message-table';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkTabs } from '@/components/ui/link-tabs';
import { may } from '@/lib/auth/permissions';
import { listMessages, MESSAGE_TABS } from '@/lib/notices/messages/list-messages';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { calledAction, resendAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_messages'), robots: { index: false } };
}

/** What a club's customers and players were told, and whom to call. */
export default async function MessagesPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/messages'>) {
  const [{ club: asked }, query, ctx, t] = await Promise.all([
    params,
    searchParams,
    pageContext(),
    getTranslations(),
  ]);
  const path = deskPath(asked, 'messages');
  const desk = await deskFor(asked, path);
  const { club, person } = desk;
  if (!may(person, club.id, 'seeMessages')) return <Forbidden verb="seeMessages" desk={desk} />;
  const { done, ...wanted } = readMessagesQuery(query);
  const { results, count, counts } = await listMessages(ctx, String(club.id), wanted);
  const linkTo = (change: Partial<typeof wanted>) => `${path}${messagesQuery({ ...wanted, ...change })}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 id="messages" className="text-title">
        {t('desk.page_messages')}
      </h1>
      {done && <Callout tone="confirmed" title={t(`messagesPage.done_${done}`)} />}
      <LinkTabs
        label={t('messagesPage.tabs')}
        tabs={MESSAGE_TABS.map((tab) => ({
          label: t('messagesPage.tabCount', { tab: t(`messagesPage.tab_${tab}`), count: counts[tab] }),
          href: linkTo({ tab, page: 1 }),
          current: tab === wanted.tab,
        }))}
      />
      <MessageFilters path={path} wanted={wanted} />
      {results.length > 0 ? (
        <MessageTable
          messages={results}
          tab={wanted.tab}
          back={linkTo({})}
          mayResend={may(person, club.id, 'resend')}
          resend={resendAction}
          called={calledAction}
        />
      ) : (
        <EmptyState title={t('messagesPage.emptyTitle')} text={t('messagesPage.emptyText')} />
      )}
      <nav aria-label={t('messagesPage.list')} className="flex gap-3 empty:hidden">
        {wanted.page > 1 && (
          <Link href={linkTo({ page: wanted.page - 1 })} className={button({ look: 'secondary' })}>
            {t('messagesPage.previous')}
          </Link>
        )}
        {wanted.page * wanted.pageSize < count && (
          <Link href={linkTo({ page: wanted.page + 1 })} className={button({ look: 'secondary' })}>
            {t('messagesPage.next')}
          </Link>
        )}
      </nav>
    </div>
  );
}
