import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { inLocale, redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { pageContext } from '@/lib/web/page-context';
import { useCodeAction } from '../../actions';

const search = z.object({ callbackUrl: z.string().max(2_000).nullable().catch(null) });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('code');
  return { title: t('title'), robots: { index: false } };
}

/** The page after password or link of an account with a second factor. The session does not count before the code. */
export default async function CodePage({ searchParams }: PageProps<'/[locale]/sign-in/code'>) {
  const [{ actor, locale }, t] = await Promise.all([pageContext(), getTranslations('code')]);
  if (actor.kind !== 'unproven') return redirect({ href: sitePaths.signIn, locale });
  const { callbackUrl } = search.parse(await searchParams);
  return (
    <>
      <h1 className="mb-2 text-head">{t('title')}</h1>
      <p className="mb-6">{t('text')}</p>
      <ActionForm
        action={useCodeAction}
        words={await errorWords({ forbidden: t('wrong') })}
        className="grid gap-4"
      >
        <input type="hidden" name="callbackUrl" value={callbackUrl ?? inLocale(sitePaths.signIn, locale)} />
        <FormText
          label={t('label')}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={40}
          hint={t('hint')}
        />
        <SubmitButton size="large" wide>
          {t('submit')}
        </SubmitButton>
      </ActionForm>
      <p className="mt-6 text-center">
        <Link href="/sign-in" className="font-strong text-court-text underline underline-offset-4">
          {t('again')}
        </Link>
      </p>
    </>
  );
}
