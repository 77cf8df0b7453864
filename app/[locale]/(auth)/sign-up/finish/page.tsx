import type { Metadata, Route } from 'next';
import NextLink from 'next/link';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { PasskeyForm } from '@/components/account/passkey-form';
import { NewPasswordField } from '@/components/account/new-password-field';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { getProfile } from '@/lib/accounts/get-profile';
import { safePath } from '@/lib/core/input/safe-path';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../or-not-found';
import { beginPasskeyAction } from '../../../(player)/account/actions';
import { finishByPasskeyAction, finishSignUpAction } from '../../actions';

const search = z.object({
  callbackUrl: z.string().max(2_000).nullable().catch(null),
  way: z.literal('passkey').optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('finishSignUp');
  return { title: t('title'), robots: { index: false } };
}

/**
 * The page of a sign-up's link. It asks for a passkey where the sign-up was to have one, and for name and password in
 * another browser than the sign-up's, since anybody may have typed those.
 */
export default async function FinishSignUpPage({ searchParams }: PageProps<'/[locale]/sign-up/finish'>) {
  const { callbackUrl, way } = search.parse(await searchParams);
  const [ctx, t, locale] = await Promise.all([pageContext(), getTranslations('finishSignUp'), getLocale()]);
  const next = safePath(callbackUrl ?? '') ?? (`/${locale}` as Route);
  const profile = await orNotFound(getProfile(ctx), '/account');
  if (profile.hasPassword) redirect(next);
  const byPassword = <ByPassword name={profile.name} next={next} />;
  return (
    <>
      <h1 className="mb-2 text-head">{t('title')}</h1>
      <p className="mb-4 text-ink-soft">
        {t(way === 'passkey' ? 'passkeyLead' : 'lead', { email: profile.email })}
      </p>
      {way === 'passkey' ? (
        <>
          <ByPasskey next={next} />
          <details className="mt-6">
            <summary className="min-h-11 cursor-pointer py-2.5 font-strong text-court-text">
              {t('byPassword')}
            </summary>
            <div className="mt-2">{byPassword}</div>
          </details>
        </>
      ) : (
        byPassword
      )}
      <p className="mt-6 text-center">
        <NextLink
          href={next}
          className="inline-flex min-h-11 items-center font-strong text-court-text underline underline-offset-4"
        >
          {t('later')}
        </NextLink>
      </p>
    </>
  );
}

async function ByPasskey({ next }: { next: Route }) {
  const t = await getTranslations();
  const words = await errorWords({ invalid_input: t('account.passkeyFailed') });
  return (
    <PasskeyForm begin={beginPasskeyAction} add={finishByPasskeyAction.bind(null, next)} words={words}>
      <input type="hidden" name="name" value={t('finishSignUp.passkeyName')} />
      <SubmitButton size="large" wide>
        {t('finishSignUp.passkeyAdd')}
      </SubmitButton>
    </PasskeyForm>
  );
}

async function ByPassword({ name, next }: { name: string | null; next: Route }) {
  const t = await getTranslations();
  const words = await errorWords({
    forbidden: t('finishSignUp.tooLate'),
    conflict: t('finishSignUp.hasPassword'),
  });
  return (
    <ActionForm action={finishSignUpAction} words={words} className="grid gap-4">
      <input type="hidden" name="callbackUrl" value={next} />
      <FormText
        label={t('signUp.name')}
        name="name"
        autoComplete="name"
        defaultValue={name ?? ''}
        required
        maxLength={80}
        unfit={t('account.nameInvalid')}
      />
      <NewPasswordField label={t('signIn.password')} />
      <SubmitButton size="large" wide>
        {t('finishSignUp.submit')}
      </SubmitButton>
    </ActionForm>
  );
}
