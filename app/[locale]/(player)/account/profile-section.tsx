import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { FormCheck, FormSelect, FormText } from '@/components/ui/form/form-fields';
import { TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Profile } from '@/lib/accounts/get-profile';
import { saveProfile } from './actions';
import { Section } from '@/components/ui/section';

/** The person's data and wanted messages. */
export async function ProfileSection({ profile }: { profile: Profile }) {
  const [t, words] = await Promise.all([getTranslations('account'), errorWords()]);
  const { noticeChoices: choices } = profile;
  return (
    <Section id="profile" title={t('profile')}>
      <ActionForm action={saveProfile} words={words} done={t('saved')} className="grid gap-4">
        <FormText
          label={t('name')}
          name="name"
          autoComplete="name"
          defaultValue={profile.name ?? ''}
          required
          unfit={t('nameInvalid')}
        />
        <TextField
          label={t('email')}
          defaultValue={profile.email}
          readOnly
          hint={profile.emailValid ? undefined : t('emailInvalid')}
        />
        <FormText
          label={t('phone')}
          name="phone"
          type="tel"
          autoComplete="tel"
          defaultValue={profile.phone ?? ''}
          hint={t('phoneHint')}
          unfit={t('phoneInvalid')}
        />
        <FormSelect label={t('language')} name="locale" defaultValue={profile.locale}>
          <option value="es">Español</option>
          <option value="en">English</option>
        </FormSelect>
        <fieldset id="messages">
          <legend className="font-strong text-note">{t('notices')}</legend>
          <p className="text-ink-soft text-note">{t('noticesLead')}</p>
          <FormCheck label={t('reminderEmail')} name="reminderEmail" defaultChecked={choices.reminderEmail} />
          <FormCheck label={t('reminderSms')} name="reminderSms" defaultChecked={choices.reminderSms} />
          <FormCheck
            label={t('invitationEmail')}
            name="invitationEmail"
            defaultChecked={choices.invitationEmail ?? true}
          />
          <FormCheck label={t('alertEmail')} name="alertEmail" defaultChecked={choices.alertEmail ?? true} />
        </fieldset>
        <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
