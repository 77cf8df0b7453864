import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationList } from '@/components/team/invitation-list';
import { InviteForm } from '@/components/team/invite-form';
import { LeaveForm } from '@/components/team/leave-form';
import { MemberList } from '@/components/team/member-list';
import { RoleTable } from '@/components/team/role-table';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { GroupTabs } from '@/components/admin/group-tabs';
import { deskPath } from '@/components/admin/desk-pages';
import { Callout } from '@/components/ui/callout';
import { Section } from '@/components/ui/section';
import { listTeam } from '@/lib/accounts/list-team';
import { may } from '@/lib/auth/permissions';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { changeRole, invite, leave, remove } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_team'), robots: { index: false } };
}

/** Who works at a club and as what, whom it has invited, and what each role may. */
export default async function TeamPage({ params, searchParams }: PageProps<'/[locale]/admin/[club]/team'>) {
  const [{ club: asked }, { done }] = await Promise.all([params, searchParams]);
  const back = deskPath(asked, 'team');
  const [t, ctx, desk] = await Promise.all([getTranslations('team'), pageContext(), deskFor(asked, back)]);
  const { club, person } = desk;
  if (!may(person, club.id, 'team')) {
    return (
      <Forbidden verb="team" desk={desk}>
        <p className="text-soft">{t('leavingElsewhere')}</p>
      </Forbidden>
    );
  }
  const { members, invitations } = await listTeam(ctx, club.id);
  const own = members.find(({ userId }) => userId === person.userId);
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      <GroupTabs group="settings" page="team" desk={desk} asked={asked} />
      <h1 id="team" className="text-title">
        {t('title')}
      </h1>
      {done === 'invited' && (
        <div role="status">
          <Callout tone="confirmed" title={t('invited')} />
        </div>
      )}
      <MemberList
        members={members}
        ownId={own?.id ?? null}
        back={back}
        timeZone={club.timeZone}
        forms={{ changeRole, remove }}
      />
      <Section id="invite" title={t('invite')} lead={t('inviteLead')}>
        <InviteForm asked={asked} back={back} invite={invite} />
        <InvitationList invitations={invitations} back={back} timeZone={club.timeZone} withdraw={remove} />
      </Section>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div>
          <h2 id="roles" className="text-title">
            {t('roles')}
          </h2>
          <p className="mt-1 text-soft">{t('rolesLead')}</p>
        </div>
        <RoleTable labelledBy="roles" />
      </div>
      {own && <LeaveForm clubId={club.id} club={club.name} back={back} leave={leave} />}
    </div>
  );
}
