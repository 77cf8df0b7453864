import { getTranslations } from 'next-intl/server';
import { deskPath, pagesFor } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import { saleStateOf } from '@/lib/clubs/arrival/sale-state';
import { nextStepOf } from '@/lib/clubs/arrival/set-up-steps';
import type { Desk } from '@/lib/desk/open-desk';
import { STEP_PAGES, stepPath } from './step-page';

const link = 'inline-flex min-h-11 items-center underline';

/** Says on every page of a club's staff that it sells nothing online, what comes next, and where that is changed. */
export async function SalesNote({ desk, asked, now }: { desk: Desk; asked: string; now: Date }) {
  const { club, person } = desk;
  const state = saleStateOf(club);
  if (state === 'published') return null;
  const t = await getTranslations('setUpList');
  const next = state === 'approved' ? nextStepOf(club, now.getTime()) : null;
  const isTheirs = next !== null && pagesFor(person, club.id).includes(STEP_PAGES[next]);
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 rounded-md bg-held-tint px-4 text-held-text text-note print:hidden">
      <span>{t(`note_${state}`)}</span>
      {isTheirs && (
        <Link href={stepPath(asked, next)} className={`${link} font-strong`}>
          {t('next', { step: t(`step_${next}`) })}
        </Link>
      )}
      <Link href={deskPath(asked, 'set-up')} className={link}>
        {t('noteLink')}
      </Link>
    </p>
  );
}
