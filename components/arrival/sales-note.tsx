import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import type { Club } from '@/lib/catalogue/catalogue';
import { saleStateOf } from '@/lib/clubs/arrival/sale-state';

/** Says on every page of a club's staff that it sells nothing online, and where that is changed. */
export async function SalesNote({ club, asked }: { club: Club; asked: string }) {
  const state = saleStateOf(club);
  if (state === 'published') return null;
  const t = await getTranslations('setUpList');
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 rounded-md bg-held-tint px-4 text-held-text text-note print:hidden">
      <span>{t(`note_${state}`)}</span>
      <Link href={deskPath(asked, 'set-up')} className="inline-flex min-h-11 items-center underline">
        {t('noteLink')}
      </Link>
    </p>
  );
}
