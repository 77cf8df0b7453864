import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DirectoryDifferences } from '@/components/arrival/directory-differences';
import { FactsForm } from '@/components/arrival/facts-form';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { may } from '@/lib/auth/permissions';
import { deskFor } from '../desk-for';
import { followDirectory, saveFacts } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_facts'), robots: { index: false } };
}

/** What a club tells of itself, and what the outside directory says of it. */
export default async function SettingsPage({ params }: PageProps<'/[locale]/admin/[club]/settings'>) {
  const { club: asked } = await params;
  const back = deskPath(asked, 'facts');
  const [t, desk] = await Promise.all([getTranslations('settings'), deskFor(asked, back)]);
  if (!may(desk.person, desk.club.id, 'changeClub')) return <Forbidden verb="changeClub" desk={desk} />;
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
      <GroupTabs group="settings" page="facts" desk={desk} asked={asked} />
      <h1 className="text-title">{t('facts')}</h1>
      <DirectoryDifferences club={desk.club} back={back} follow={followDirectory} />
      <FactsForm club={desk.club} back={back} save={saveFacts} />
    </div>
  );
}
