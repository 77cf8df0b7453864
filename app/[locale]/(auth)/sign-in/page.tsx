import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { IdentityButtons } from '@/components/account/identity-buttons';
import { PasskeyButton } from '@/components/account/passkey-button';
import { SignInForm } from '@/components/account/sign-in-form';
import { publicMetadata } from '@/components/share/public-metadata';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { Callout } from '@/components/ui/callout';
import { inLocale, redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { findWorkplace } from '@/lib/desk/open-desk';
import { pageContext } from '@/lib/web/page-context';
import { askForPasskeyAction, identityAction, signInAction, usePasskeyAction } from '../actions';

const search = z.object({
  callbackUrl: z.string().max(2_000).nullable().catch(null),
  done: z.literal('password').nullable().catch(null),
  /** Why a sign-in at another site came to nothing. */
  error: z
    .enum(['unverified', 'AccessDenied'])
    .or(z.string().transform(() => 'failed' as const))
    .nullable()
    .catch(null),
});

const IDENTITY_ERRORS = {
  unverified: 'signIn.identityUnverified',
  AccessDenied: 'signIn.identityDenied',
  failed: 'signIn.identityFailed',
} as const;

/** Paths of readers who were about to book. */
const BOOKING = /^\/\w+\/(clubs|checkout)\//;

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('signIn'), getLocale()]);
  return publicMetadata({ path: '/sign-in', locale, title: t('title'), description: t('description') });
}

/** Signs a person in. Whoever is signed in already and asked for no page goes to where their work begins. */
export default async function SignInPage({ searchParams }: PageProps<'/[locale]/sign-in'>) {
  const { callbackUrl, done, error } = search.parse(await searchParams);
  const [{ actor }, t, locale] = await Promise.all([pageContext(), getTranslations(), getLocale()]);
  if (actor.kind === 'person' && callbackUrl === null) {
    return redirect({ href: (await findWorkplace(actor)) ?? '/', locale });
  }
  const wanted = callbackUrl ?? inLocale(sitePaths.signIn, locale);
  const signUpHref = callbackUrl ? `/sign-up?${new URLSearchParams({ callbackUrl })}` : '/sign-up';
  return (
    <>
      <h1 className="mb-2 text-head">{t('signIn.title')}</h1>
      {callbackUrl && BOOKING.test(callbackUrl) && (
        <p className="mb-4 text-ink-soft text-lead">{t('signIn.toBook')}</p>
      )}
      {done && (
        <div className="mb-4">
          <Callout tone="confirmed" title={t('account.passwordChanged')} />
        </div>
      )}
      {error && (
        <div className="mb-4">
          <Callout tone="danger" urgent title={t(IDENTITY_ERRORS[error])} />
        </div>
      )}
      <SignInForm
        signIn={signInAction}
        callbackUrl={wanted}
        words={await errorWords({ unauthenticated: t('signIn.wrong') })}
        labels={{
          email: t('signIn.email'),
          emailUnfit: t('account.emailUnfit'),
          password: t('signIn.password'),
          submit: t('signIn.submit'),
          magic: t('signIn.magic'),
          magicLead: t('signIn.magicLead'),
          sent: t('signIn.sent'),
        }}
      />
      <PasskeyButton
        ask={askForPasskeyAction}
        signIn={usePasskeyAction}
        callbackUrl={wanted}
        words={await errorWords({ unauthenticated: t('signIn.passkeyWrong') })}
        label={t('signIn.passkey')}
      />
      <IdentityButtons begin={identityAction} callbackUrl={wanted} />
      <p className="mt-6 text-center">
        {t('signIn.noAccount')}{' '}
        <Link href={signUpHref} className="font-strong text-court-text underline underline-offset-4">
          {t('signIn.create')}
        </Link>
      </p>
    </>
  );
}
