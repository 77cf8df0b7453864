import { getTranslations } from 'next-intl/server';
import { NewPasswordField } from '@/components/account/new-password-field';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { FormText, FormCheck } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { savePassword } from './actions';
import { Section } from '@/components/ui/section';

/** A new password, or a first one for a person who came by a link. */
export async function PasswordSection({ hasPassword, keys }: { hasPassword: boolean; keys: number }) {
  const t = await getTranslations('account');
  const words = await errorWords({ forbidden: t('passwordForbidden') });
  return (
    <Section id="password" title={t('password')}>
      <ActionForm action={savePassword} words={words} className="grid gap-4">
        {hasPassword && (
          <FormText
            label={t('currentPassword')}
            name="current"
            type="password"
            autoComplete="current-password"
            maxLength={128}
          />
        )}
        <NewPasswordField label={t('newPassword')} />
        {keys > 0 && (
          <FormCheck label={t('endKeys', { count: keys })} hint={t('endKeysHint')} name="endKeys" />
        )}
        <SubmitButton look="secondary" className="justify-self-start">
          {t('passwordChange')}
        </SubmitButton>
      </ActionForm>
    </Section>
  );
}
