import { ChevronLeft, ChevronRight } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { numberFormatter } from '@/lib/core/i18n/formatters';
import { button } from './button';

type Props = { href: (page: number) => string; page: number; rows: number; count: number };

/** Which rows of a long list are shown, with the ways to those before and after. */
export async function PageSteps({ href, page, rows, count }: Props) {
  const [t, locale] = await Promise.all([getTranslations('pages'), getLocale()]);
  if (count === 0) return null;
  const inWords = (value: number) => numberFormatter(locale, {}).format(value);
  const [from, until] = [(page - 1) * rows + 1, Math.min(page * rows, count)];
  const look = button({ look: 'secondary', size: 'dense' });
  return (
    <nav aria-label={t('label')} className="flex flex-wrap items-center gap-3 text-note">
      <p className="figures text-soft">
        {t('shown', { from: inWords(from), until: inWords(until), count: inWords(count) })}
      </p>
      {page > 1 && (
        <Link href={href(page - 1)} className={look}>
          <ChevronLeft aria-hidden className="size-4" />
          {t('before')}
        </Link>
      )}
      {until < count && (
        <Link href={href(page + 1)} className={look}>
          {t('after')}
          <ChevronRight aria-hidden className="size-4" />
        </Link>
      )}
    </nav>
  );
}
