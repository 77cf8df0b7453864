import { getLocale, getTranslations } from 'next-intl/server';
import { ERROR_CODES } from '@/lib/core/errors';
import { inLocale } from '@/lib/core/i18n/navigation';

/** The words of a form whose action needs the password or a code, and the way back after signing in anew. */
async function stepUpWords(back: string) {
  const [t, locale] = await Promise.all([getTranslations('stepUp'), getLocale()]);
  return {
    stepUpTitle: t('title'),
    stepUpText: t('text'),
    stepUpPassword: t('password'),
    stepUpCode: t('code'),
    stepUpEither: t('either'),
    stepUpWrong: t('wrong'),
    stepUpSubmit: t('submit'),
    stepUpSignIn: t('signIn'),
    stepUpSignInText: t('signInText'),
    stepUpSignInHref: `${inLocale('/sign-in', locale)}?${new URLSearchParams({ callbackUrl: inLocale(back, locale) })}`,
  };
}

/** The words of a form that somebody else has changed meanwhile. */
async function staleWords() {
  const t = await getTranslations('stale');
  return { staleNow: t('now'), staleMine: t('mine'), staleTake: t('take'), staleEmpty: t('empty') };
}

/**
 * The words for each error code in the page's language, for forms in the browser. `own` replaces some, and `back` is
 * the form's page without its language.
 */
export async function errorWords(
  own: Record<string, string> = {},
  back = '/account',
): Promise<Record<string, string>> {
  const t = await getTranslations('error');
  return {
    ...Object.fromEntries(ERROR_CODES.map((code) => [code, t(code)])),
    ...(await stepUpWords(back)),
    ...(await staleWords()),
    ...own,
  };
}
