import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { redirect } from '@/lib/core/i18n/navigation';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '../../or-not-found';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('staff'))('title'), robots: { index: false } };
}

/** Sends operators to their pages, and tells a club's staff what will be here. */
export default async function StaffPage() {
  const { actor, locale } = await pageContext();
  if (actor.kind !== 'person') return redirect({ href: signInHref('/admin', locale), locale });
  if (actor.operator) return redirect({ href: '/ops', locale });
  if (actor.staff.length === 0) notFound();
  const t = await getTranslations('staff');
  return (
    <>
      <h1 className="mb-6 text-head">{t('title')}</h1>
      <EmptyState title={t('soonTitle')} text={t('soonText')}>
        <Link href="/courts" className={button({ look: 'secondary' })}>
          {t('soonLink')}
        </Link>
      </EmptyState>
    </>
  );
}
