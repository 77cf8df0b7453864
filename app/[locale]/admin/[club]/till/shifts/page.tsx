import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ShiftTable } from '@/components/till/shift-table';
import { shiftsPath } from '@/components/till/till-paths';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { listShifts } from '@/lib/billing/shifts/list-shifts';
import { plainInteger } from '@/lib/core/input/plain-number';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../../desk-for';

const PAGE_SIZE = 50;
const addressSchema = z.object({ page: plainInteger(1, 10_000).catch(1) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('till'))('shifts'), robots: { index: false } };
}

/** The shifts of a club's tills, newest first, each leading to its report. */
export default async function ShiftsPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/till/shifts'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const path = shiftsPath(asked);
  const { page } = addressSchema.parse(search);
  const [t, ctx, { club }] = await Promise.all([
    getTranslations('till'),
    pageContext(),
    deskFor(asked, path),
  ]);
  const { results, count } = await listShifts(ctx, String(club.id), { page, pageSize: PAGE_SIZE });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <h1 id="shifts" className="text-title">
        {t('shifts')}
      </h1>
      {results.length > 0 ? (
        <ShiftTable labelledBy="shifts" shifts={results} club={asked} timeZone={club.timeZone} />
      ) : (
        <EmptyState title={t('noShifts')} text={t('closedText')} />
      )}
      <Pager page={page} pageSize={PAGE_SIZE} count={count} hrefOf={(next) => `${path}?page=${next}`} />
    </div>
  );
}
