import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DownloadForm } from '@/components/shared/download-form';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { EntryTable } from '@/components/till/entry-table';
import { MethodTable } from '@/components/till/method-table';
import { ShiftDrawer } from '@/components/till/shift-drawer';
import { shiftPath, shiftsPath } from '@/components/till/till-paths';
import { getShift } from '@/lib/billing/shifts/get-shift';
import type { ShiftReport } from '@/lib/billing/shifts/read-shifts';
import { formatInstant } from '@/lib/core/i18n/format';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../../or-not-found';
import { allowExport } from '../../../actions';
import { deskFor } from '../../../desk-for';

type Props = PageProps<'/[locale]/admin/[club]/till/shifts/[id]'>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('till'))('shifts'), robots: { index: false } };
}

/** The report of one shift: X as of now while it is open, Z once it is closed. */
export default async function ShiftPage({ params }: Props) {
  const { club: asked, id } = await params;
  const here = shiftPath(asked, id);
  const [t, ctx, { club }] = await Promise.all([
    getTranslations('till'),
    pageContext(),
    deskFor(asked, here),
  ]);
  const { shift, entries, count } = await orNotFound(getShift(ctx, id), here);
  const stamp = (at: Date) => formatInstant(at.getTime(), 'stamp', ctx.locale, club.timeZone);
  const by = (name: string | null) => name ?? t('somebody');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-title">{t(titleOf(shift), { name: shift.name })}</h1>
          <p className="figures text-soft">
            <span>{t('openedBy', { when: stamp(shift.openedAt), who: by(shift.openedByName) })}</span>{' '}
            <span>
              {shift.closedAt
                ? t('closedBy', { when: stamp(shift.closedAt), who: by(shift.closedByName) })
                : t('asOf', { when: stamp(ctx.now) })}
            </span>
          </p>
        </div>
        <div className="print:hidden">
          <DownloadForm
            action={allowExport}
            href={`/api/v1/till/shifts/${shift.id}/report.csv`}
            words={await errorWords()}
            labels={{ ask: t('download'), ready: t('downloadReady'), file: t('downloadFile') }}
            dense
          />
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-[22rem_minmax(0,1fr)]">
        <ShiftDrawer shift={shift} />
        <MethodTable sums={shift.sums} currency={shift.currency} />
      </div>
      <EntryTable
        entries={entries}
        timeZone={club.timeZone}
        title={t('entriesOfShift')}
        foot={footOf(t, entries.length, count)}
      />
      <p className="print:hidden">
        <Link href={shiftsPath(asked)} className="underline decoration-edge underline-offset-4">
          {t('allShifts')}
        </Link>
      </p>
    </div>
  );
}

const titleOf = ({ closedAt }: ShiftReport) => (closedAt === null ? 'reportX' : 'reportZ');

function footOf(
  t: Awaited<ReturnType<typeof getTranslations<'till'>>>,
  shown: number,
  count: number,
): string {
  if (count === 0) return t('noEntriesOfShift');
  return count > shown ? t('moreEntries', { count: count - shown }) : t('nothingErased');
}
