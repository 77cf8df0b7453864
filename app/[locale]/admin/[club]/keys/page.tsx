import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { GroupTabs } from '@/components/admin/group-tabs';
import { KeyForm } from '@/components/team/key-form';
import { KeyList } from '@/components/team/key-list';
import { Section } from '@/components/ui/section';
import { listClubKeys } from '@/lib/accounts/club-keys/list-club-keys';
import { may } from '@/lib/auth/permissions';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { createKey, revokeKey } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_keys'), robots: { index: false } };
}

/** The keys by which a club's own programs do what its staff do. */
export default async function KeysPage({ params }: PageProps<'/[locale]/admin/[club]/keys'>) {
  const { club: asked } = await params;
  const back = deskPath(asked, 'keys');
  const [t, ctx, desk] = await Promise.all([
    getTranslations('clubKeys'),
    pageContext(),
    deskFor(asked, back),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'apiKeys')) return <Forbidden verb="apiKeys" desk={desk} />;
  const keys = await listClubKeys(ctx, String(club.id));
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      <GroupTabs group="settings" page="keys" desk={desk} asked={asked} />
      <div>
        <h1 id="keys" className="text-title">
          {t('title')}
        </h1>
        <p className="mt-1 max-w-2xl text-soft">{t('lead')}</p>
      </div>
      <KeyList
        keys={keys}
        asked={asked}
        back={back}
        now={ctx.now.getTime()}
        timeZone={club.timeZone}
        revoke={revokeKey}
      />
      <Section id="new-key" title={t('new')} lead={t('newLead')}>
        <KeyForm asked={asked} back={back} create={createKey} />
      </Section>
    </div>
  );
}
