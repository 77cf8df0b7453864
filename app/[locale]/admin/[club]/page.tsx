import { notFound } from 'next/navigation';
import { firstDeskPath } from '@/components/admin/desk-pages';
import { redirect } from '@/lib/core/i18n/navigation';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from './desk-for';

/** Sends staff to their first page at this club. */
export default async function DeskPage({ params }: PageProps<'/[locale]/admin/[club]'>) {
  const { club: asked } = await params;
  const [{ locale }, { club, person }] = await Promise.all([
    pageContext(),
    deskFor(asked, `/admin/${asked}`),
  ]);
  const href = firstDeskPath(person, club);
  return href === null ? notFound() : redirect({ href, locale });
}
