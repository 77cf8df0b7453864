import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Member } from '@/lib/accounts/list-team';
import { RoleOptions } from './role-options';

type Props = { member: Member; back: string; changeRole: FormAction<unknown> };

/** The role of a member, to be changed. */
export async function RoleForm({ member, back, changeRole }: Props) {
  const t = await getTranslations('team');
  const name = member.name ?? member.email;
  const words = await errorWords({ conflict: t('lastOwner') }, back);
  return (
    <ActionForm action={changeRole} words={words} done={t('changed')} className="grid gap-2">
      <input type="hidden" name="id" value={member.id} />
      <div className="flex gap-2">
        <RoleOptions key={member.role} label={t('roleOf', { name })} role={member.role} />
        <SubmitButton look="secondary" size="dense" aria-label={t('changeNamed', { name })}>
          {t('change')}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
