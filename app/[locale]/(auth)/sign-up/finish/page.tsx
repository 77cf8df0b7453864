import type { Metadata, Route } from 'next';
import NextLink from 'next/link';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { NewPasswordField } from '@/components/account/new-password-field';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { getProfile } from '@/lib/accounts/get-profile';
import { safePath } from '@/lib/core/input/safe-path';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../or-not-found';
import { finishSignUpAction } from '../../actions';

const search = z.object({ callbackUrl: z.string().max(2_000).nullable().catch(null) });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('finishSignUp');
  return { title: t('title'), robots: { index: false } };
}

/**
 * The page of a sign-up's link. It asks for name and password only in another browser than the sign-up's, since
 * anybody may have typed those.
 */
export default async function FinishSignUpPage({ searchParams }: PageProps<'/[locale]/sign-up/finish'>) {
  const { callbackUrl } = search.parse(await searchParams);
  const [ctx, t, locale] = await Promise.all([pageContext(), getTranslations(), getLocale()]);
  const next = safePath(callbackUrl ?? '') ?? (`/${locale}` as Route);
  const profile = await orNotFound(getProfile(ctx), '/account');
  if (profile.hasPassword) redirect(next);
  return (
    <>
      <h1 className="mb-2 text-head">{t('finishSignUp.title')}</h1>
      <p className="mb-4 text-ink-soft">{t('finishSignUp.lead', { email: profile.email })}</p>
      <ActionForm
        action={finishSignUpAction}
        words={
          await errorWords({
            forbidden: t('finishSignUp.tooLate'),
            conflict: t('finishSignUp.hasPassword'),
          })
        }
        className="grid gap-4"
      >
        <input type="hidden" name="callbackUrl" value={next} />
        <FormText
          label={t('signUp.name')}
          name="name"
          autoComplete="name"
          defaultValue={profile.name ?? ''}
          required
          maxLength={80}
          unfit={t('account.nameInvalid')}
        />
        <NewPasswordField label={t('signIn.password')} />
        <SubmitButton size="large" wide>
          {t('finishSignUp.submit')}
        </SubmitButton>
      </ActionForm>
      <p className="mt-6 text-center">
        <NextLink href={next} className="font-strong text-court-text underline underline-offset-4">
          {t('finishSignUp.later')}
        </NextLink>
      </p>
    </>
  );
}
