import { getTranslations } from 'next-intl/server';
import { TokenForm } from '@/components/account/token-form';
import { errorWords } from '@/components/shared/error-words';
import type { FormAction } from '@/components/ui/action-form';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { STAFF_ROLES } from '@/db/schema';

type Props = { asked: string; back: string; create: FormAction<{ key: string }> };

/** The form that makes a key of a club and shows it, this once. */
export async function KeyForm({ asked, back, create }: Props) {
  const [t, tRole, words] = await Promise.all([
    getTranslations('clubKeys'),
    getTranslations('desk'),
    errorWords({ conflict: (await getTranslations('clubKeys'))('tooMany') }, back),
  ]);
  const labels = { created: t('created'), copy: t('copy'), copied: t('copied') };
  return (
    <div className="max-w-xl">
      <TokenForm action={create} words={words} labels={labels}>
        <input type="hidden" name="club" value={asked} />
        <FormText
          label={t('name')}
          hint={t('nameHint')}
          name="name"
          autoComplete="off"
          required
          maxLength={80}
          unfit={t('nameUnfit')}
        />
        <FormSelect label={t('role')} name="role" defaultValue="desk">
          {STAFF_ROLES.map((role) => (
            <option key={role} value={role}>
              {tRole(`role_${role}`)}
            </option>
          ))}
        </FormSelect>
        <SubmitButton className="justify-self-start">{t('create')}</SubmitButton>
      </TokenForm>
    </div>
  );
}
