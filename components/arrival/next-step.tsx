import { ArrowRight } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { type DeskPage, deskPath, pagesFor } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import { nextStepOf } from '@/lib/clubs/arrival/set-up-steps';
import type { Desk } from '@/lib/desk/open-desk';
import { pageContext } from '@/lib/web/page-context';
import { STEP_PAGES, stepPath } from './step-page';

type Props = {
  desk: Desk;
  asked: string;
  /** Where it stands, to which it does not lead. */
  page: DeskPage;
};

/**
 * Leads from a page of the set-up to the next step that is missing, and then to publishing. It belongs to pages, since
 * a layout stays as it is while one goes from page to page.
 */
export async function NextStep({ desk: { club, person }, asked, page }: Props) {
  if (club.publishedAt !== null) return null;
  const [t, { now }] = await Promise.all([getTranslations('setUpList'), pageContext()]);
  const step = nextStepOf(club, now.getTime());
  const next = step === null ? 'set-up' : STEP_PAGES[step];
  if (next === page || (step !== null && !pagesFor(person, club.id).includes(next))) return null;
  return (
    <Link
      href={step === null ? deskPath(asked, 'set-up') : stepPath(asked, step)}
      className="inline-flex min-h-11 items-center gap-2 justify-self-start font-strong underline underline-offset-4"
    >
      <span>{step === null ? t('nextNone') : t('next', { step: t(`step_${step}`) })}</span>
      <ArrowRight aria-hidden className="size-4" />
    </Link>
  );
}
