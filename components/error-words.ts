import { getTranslations } from 'next-intl/server';
import { ERROR_CODES } from '@/lib/errors';

/** What each error code means in the page's language, for forms that run in the browser; `own` says some otherwise. */
export async function errorWords(own: Record<string, string> = {}): Promise<Record<string, string>> {
  const t = await getTranslations('error');
  return { ...Object.fromEntries(ERROR_CODES.map((code) => [code, t(code)])), ...own };
}
