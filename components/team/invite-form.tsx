import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { STAFF_ROLES } from '@/db/schema';

type Props = { asked: string; back: string; invite: FormAction<unknown> };

/** The form that offers a role to a mailbox. */
export async function InviteForm({ asked, back, invite }: Props) {
  const [t, tRole] = await Promise.all([getTranslations('team'), getTranslations('desk')]);
  return (
    <ActionForm
      action={invite}
      words={await errorWords({ conflict: t('tooMany') }, back)}
      className="grid max-w-xl gap-4"
    >
      <input type="hidden" name="club" value={asked} />
      <FormText
        label={t('email')}
        name="email"
        type="email"
        autoComplete="off"
        required
        maxLength={254}
        unfit={{
          'is your own': t('unfitOwn'),
          'works here already': t('unfitStaff'),
          'has an open invitation': t('unfitInvited'),
          otherwise: t('unfitMail'),
        }}
      />
      <FormSelect label={t('role')} name="role" defaultValue="desk">
        {STAFF_ROLES.map((role) => (
          <option key={role} value={role}>
            {tRole(`role_${role}`)}
          </option>
        ))}
      </FormSelect>
      <SubmitButton className="justify-self-start">{t('inviteDo')}</SubmitButton>
    </ActionForm>
  );
}
