import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { IdentityButtons } from '@/components/account/identity-buttons';
import { NewPasswordField } from '@/components/account/new-password-field';
import { publicMetadata } from '@/components/share/public-metadata';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { identityAction, signUpAction } from '../actions';

const search = z.object({ callbackUrl: z.string().max(2_000).nullable().catch(null) });

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('signUp'), getLocale()]);
  return publicMetadata({ path: '/sign-up', locale, title: t('title'), description: t('description') });
}

export default async function SignUpPage({ searchParams }: PageProps<'/[locale]/sign-up'>) {
  const { callbackUrl } = search.parse(await searchParams);
  const [t, locale, words] = await Promise.all([getTranslations(), getLocale(), errorWords()]);
  const signInHref = callbackUrl ? `/sign-in?${new URLSearchParams({ callbackUrl })}` : '/sign-in';
  return (
    <>
      <h1 className="mb-4 text-head">{t('signUp.title')}</h1>
      <ActionForm action={signUpAction} words={words} done={t('signUp.sentText')} className="grid gap-4">
        <input type="hidden" name="callbackUrl" value={callbackUrl ?? `/${locale}`} />
        <FormText
          label={t('signUp.name')}
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          unfit={t('account.nameInvalid')}
        />
        <FormText
          label={t('signIn.email')}
          name="email"
          type="email"
          autoComplete="email"
          required
          unfit={t('account.emailUnfit')}
        />
        <NewPasswordField label={t('signIn.password')} />
        <SubmitButton size="large" wide>
          {t('signUp.submit')}
        </SubmitButton>
      </ActionForm>
      <IdentityButtons begin={identityAction} callbackUrl={callbackUrl ?? `/${locale}`} />
      <p className="mt-4 text-center text-ink-soft text-note">
        {t.rich('signUp.agree', {
          terms: (words) => (
            <Link href="/terms" className="underline">
              {words}
            </Link>
          ),
          privacy: (words) => (
            <Link href="/privacy" className="underline">
              {words}
            </Link>
          ),
        })}
      </p>
      <p className="mt-6 text-center">
        {t('signUp.haveAccount')}{' '}
        <Link href={signInHref} className="font-strong text-court-text underline underline-offset-4">
          {t('signUp.signIn')}
        </Link>
      </p>
    </>
  );
}
