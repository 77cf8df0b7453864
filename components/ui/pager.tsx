import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from './button';

type Props = { page: number; pageSize: number; count: number; hrefOf: (page: number) => string };

/** Which rows of a list are shown, with the ways to those before and after. */
export async function Pager({ page, pageSize, count, hrefOf }: Props) {
  const t = await getTranslations('pager');
  const first = (page - 1) * pageSize + 1;
  if (count <= pageSize && page === 1) return null;
  const last = Math.min(page * pageSize, count);
  const look = button({ look: 'secondary', size: 'dense' });
  return (
    <nav aria-label={t('label')} className="figures flex flex-wrap items-center gap-3">
      {page > 1 && (
        <Link href={hrefOf(page - 1)} className={look}>
          {t('before')}
        </Link>
      )}
      <span className="text-soft">
        {first > count ? t('none', { count }) : t('range', { first, last, count })}
      </span>
      {last < count && (
        <Link href={hrefOf(page + 1)} className={look}>
          {t('after')}
        </Link>
      )}
    </nav>
  );
}
