import { getTranslations } from 'next-intl/server';
import { FormText } from '@/components/ui/form/form-fields';
import type { Weakness } from '@/lib/auth/assert-strong';

/** The field for a new password, with a sentence for each reason of refusal. */
export async function NewPasswordField({ label }: { label: string }) {
  const t = await getTranslations('account');
  const why: Record<Weakness, string> = {
    own_words: t('passwordOwnWords'),
    common: t('passwordCommon'),
    pattern: t('passwordPattern'),
    simple: t('passwordSimple'),
  };
  return (
    <FormText
      label={label}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      minLength={8}
      maxLength={128}
      hint={t('passwordHint')}
      unfit={{ ...why, otherwise: t('passwordUnfit') }}
    />
  );
}
