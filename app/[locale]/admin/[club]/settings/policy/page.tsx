import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PolicyForm } from '@/components/arrival/policy-form';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { countWaiting } from '@/lib/alerts/count-waiting';
import { may } from '@/lib/auth/permissions';
import { countHeldBack } from '@/lib/clubs/count-held-back';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../../desk-for';
import { savePolicy } from '../actions';
import { DURATIONS } from '../settings-forms';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_policy'), robots: { index: false } };
}

/** By which rules a club sells, gives back and keeps its courts. */
export default async function PolicyPage({ params }: PageProps<'/[locale]/admin/[club]/settings/policy'>) {
  const { club: asked } = await params;
  const back = deskPath(asked, 'policy');
  const [t, ctx, desk] = await Promise.all([
    getTranslations('settings'),
    pageContext(),
    deskFor(asked, back),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'changePolicy')) return <Forbidden verb="changePolicy" desk={desk} />;
  const [heldBack, waiting] = await Promise.all([
    countHeldBack(club, ctx.now.getTime()),
    countWaiting(ctx, club.city),
  ]);
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
      <GroupTabs group="settings" page="policy" desk={desk} asked={asked} />
      <h1 className="text-title">{t('policy')}</h1>
      <PolicyForm
        club={club}
        lengths={[...new Set([...DURATIONS, ...club.durationsMinutes])].toSorted((a, b) => a - b)}
        heldBack={heldBack}
        waiting={waiting}
        back={back}
        save={savePolicy}
      />
    </div>
  );
}
