import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import { inLocale } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { emailAddress } from '@/lib/core/input/email-address';
import { useLinkAction } from '../../actions';

const search = z.object({
  email: emailAddress,
  token: z.string().min(1).max(200),
  callbackUrl: z.string().max(2_000).optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('link');
  return { title: t('title'), robots: { index: false } };
}

/** The page of a mailed link. Viewing it does not use the link, because mail scanners open every link. */
export default async function LinkPage({ searchParams }: PageProps<'/[locale]/sign-in/link'>) {
  const link = search.safeParse(await searchParams);
  const [t, locale] = await Promise.all([getTranslations('link'), getLocale()]);
  if (!link.success) {
    return (
      <>
        <h1 className="mb-2 text-head">{t('invalidTitle')}</h1>
        <p className="mb-6">{t('invalidText')}</p>
        <Link href="/sign-in" className={button()}>
          {t('another')}
        </Link>
      </>
    );
  }
  const { email, token, callbackUrl = inLocale(sitePaths.signIn, locale) } = link.data;
  return (
    <>
      <h1 className="mb-2 text-head">{t('title')}</h1>
      <p className="mb-6">{t('text', { email })}</p>
      <ActionForm
        action={useLinkAction}
        words={await errorWords({ invalid_input: `${t('invalidTitle')}. ${t('invalidText')}` })}
        className="grid gap-4"
      >
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <SubmitButton size="large" wide>
          {t('submit')}
        </SubmitButton>
      </ActionForm>
      <p className="mt-6 text-center">
        <Link href="/sign-in" className="font-strong text-court-text underline underline-offset-4">
          {t('another')}
        </Link>
      </p>
    </>
  );
}
