import { getLocale, getTranslations } from 'next-intl/server';
import type { FormAction } from '@/components/ui/action-form';
import type { Member } from '@/lib/accounts/list-team';
import { formatInstant } from '@/lib/core/i18n/format';
import { RemoveForm } from './remove-form';
import { RoleForm } from './role-form';

type Props = {
  members: readonly Member[];
  /** The reader's own role, which they do not change. */
  ownId: string | null;
  back: string;
  timeZone: string;
  forms: { changeRole: FormAction<unknown>; remove: FormAction<unknown> };
};

/** Who works at a club, each with the forms that change and take away their role. */
export async function MemberList({ members, ownId, back, timeZone, forms }: Props) {
  const [t, tRole, locale] = await Promise.all([
    getTranslations('team'),
    getTranslations('desk'),
    getLocale(),
  ]);
  return (
    <ul aria-labelledby="team" className="divide-y divide-line rounded-card border border-line bg-card">
      {members.map((member) => (
        <li
          key={member.id}
          className="grid gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto] md:items-start"
        >
          <div className="min-w-0">
            <p className="break-words">
              <span className="font-strong">{member.name ?? member.email}</span> ·{' '}
              {tRole(`role_${member.role}`)}
              {member.id === ownId && <span className="text-soft"> · {t('you')}</span>}
            </p>
            <p className="break-words text-note text-soft">{member.email}</p>
            <p className="text-note text-soft">
              {member.lastSeenAt === null
                ? t('neverSeen')
                : t('seen', { when: formatInstant(member.lastSeenAt.getTime(), 'stamp', locale, timeZone) })}
            </p>
          </div>
          {member.id !== ownId && (
            <div className="grid gap-2 md:w-80">
              <RoleForm member={member} back={back} changeRole={forms.changeRole} />
              <RemoveForm member={member} back={back} remove={forms.remove} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
