import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { findClub } from '@/lib/catalogue/catalogue';
import { listClosedClubs } from '@/lib/clubs/leaving/closed-clubs';
import type { Person } from '@/lib/core/context';
import { leaveTeam } from './actions';
import { Section } from '@/components/ui/section';

/** The clubs where somebody works, each with their role and the form that gives it up. */
export async function TeamSection({ person }: { person: Person }) {
  const { staff } = person;
  if (staff.length === 0) return null;
  const [t, tRole, tLeaving] = await Promise.all([
    getTranslations('account'),
    getTranslations('invitation.role'),
    getTranslations('leaving'),
  ]);
  const words = await errorWords({ conflict: t('teamLastOwner') });
  const closed = await listClosedClubs(person);
  const roles = await Promise.all(
    staff.map(async ({ clubId, role }) => ({
      clubId,
      role,
      club: (await findClub(clubId)) ?? closed.find(({ id }) => id === clubId) ?? null,
    })),
  );
  return (
    <Section id="teams" title={t('teams')}>
      <ul className="divide-y divide-line">
        {roles.map(({ clubId, role, club }) => (
          <li key={clubId} className="grid gap-2 py-3">
            <p>
              <span className="font-strong">{club?.name ?? t('teamClosed')}</span> · {tRole(role)}
              {club?.deletedAt && (
                <span className="block text-note">
                  {tLeaving('closedShort')}{' '}
                  <Link
                    href={deskPath(club.slug, 'leave')}
                    aria-label={tLeaving('seeNamed', { club: club.name })}
                    className="underline underline-offset-4"
                  >
                    {tLeaving('see')}
                  </Link>
                </span>
              )}
            </p>
            <ActionForm
              action={leaveTeam}
              words={words}
              folded={{
                summary: (
                  <summary className="flex min-h-11 items-center rounded-md px-4 font-strong hover:bg-sunken">
                    {t('teamLeave')}
                  </summary>
                ),
                className: 'rounded-md border border-line',
              }}
              className="grid gap-2 px-4 pb-4"
            >
              <input type="hidden" name="clubId" value={clubId} />
              <p className="text-ink-soft text-note">{t('teamLeaveText')}</p>
              <SubmitButton
                look="secondary"
                className="justify-self-start"
                aria-label={t('teamLeaveNamed', { club: club?.name ?? t('teamClosed') })}
              >
                {t('teamLeaveSubmit')}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Section>
  );
}
