import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SalesForm } from '@/components/arrival/sales-form';
import { SetUpList } from '@/components/arrival/set-up-list';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { Link } from '@/components/shared/link';
import { readSetUp } from '@/lib/clubs/arrival/set-up-steps';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { pause, publish, resume } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_set-up'), robots: { index: false } };
}

/** What a club still needs before it sells, and the buttons that begin, stop and resume its sales. */
export default async function SetUpPage({ params }: PageProps<'/[locale]/admin/[club]/set-up'>) {
  const { club: asked } = await params;
  const back = deskPath(asked, 'set-up');
  const [t, ctx, desk] = await Promise.all([
    getTranslations('setUpList'),
    pageContext(),
    deskFor(asked, back),
  ]);
  const setUp = await readSetUp(ctx, asked);
  const { club, state } = setUp;
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
      <GroupTabs group="settings" page="set-up" desk={desk} asked={asked} />
      <div>
        <h1 className="text-title">{t('title', { club: club.name })}</h1>
        <p className="mt-1 text-soft">{t(`lead_${state}`)}</p>
        <Link href={`/clubs/${club.slug}`} className="inline-flex min-h-11 items-center underline">
          {t('seePage')}
        </Link>
      </div>
      <SetUpList asked={asked} setUp={setUp} />
      <SalesForm desk={desk} setUp={setUp} back={back} forms={{ publish, pause, resume }} />
    </div>
  );
}
