import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';

export default async function NotFound() {
  const t = await getTranslations('error');
  return (
    <div className="mx-auto max-w-xl py-10 text-center">
      <h1 className="text-head">{t('notFoundTitle')}</h1>
      <p className="mt-2 mb-6 text-ink-soft text-lead">{t('notFoundText')}</p>
      <Link href="/" className={button()}>
        {t('toHome')}
      </Link>
    </div>
  );
}
