import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FindingList } from '@/components/ops/finding-list';
import { Fold } from '@/components/ops/fold';
import { readerClock } from '@/components/ops/reader-clock';
import { RemedyList } from '@/components/ops/remedy-list';
import { ServiceBoard } from '@/components/ops/service-board';
import { Button } from '@/components/ui/button';
import { diagnoseServices } from '@/lib/diagnostics/diagnose-services';
import { listRemedies } from '@/lib/diagnostics/list-remedies';
import { operatorContext } from '../operator-context';
import { remedyAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('services');
  return { title: t('title') };
}

export default async function ServicesPage() {
  const ctx = await operatorContext('/ops/services');
  const [t, clock, { report, findings }, applied] = await Promise.all([
    getTranslations('services'),
    readerClock(),
    diagnoseServices(ctx),
    listRemedies(ctx),
  ]);
  const unwell = findings.filter(({ state }) => state !== 'ok');
  const well = findings.filter(({ state }) => state === 'ok');
  const checkedAt = clock.tell(report.database.checkedAt, 'time');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div>
          <h1 className="text-head">{t('title')}</h1>
          <p className={unwell.length === 0 ? 'text-confirmed-text text-lead' : 'text-danger-text text-lead'}>
            {t('summary', { count: unwell.length })}
          </p>
          <p className="figures text-ink-soft text-note">
            {t('checkedAt', { time: checkedAt, zone: clock.timeZone })}
          </p>
        </div>
        <form method="get">
          <Button type="submit" look="secondary">
            {t('again')}
          </Button>
        </form>
      </header>
      {unwell.length > 0 && (
        <section aria-labelledby="unwell" className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <h2 id="unwell" className="text-title">
            {t('unwell')}
          </h2>
          <FindingList findings={unwell} remedy={remedyAction} />
        </section>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <h2 className="text-title">{t('board')}</h2>
        <ServiceBoard report={report} locale={ctx.locale} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {well.length > 0 && (
          <Fold id="well" title={t('well')} state="well" line={t('wellCount', { count: well.length })}>
            <FindingList findings={well} remedy={remedyAction} />
          </Fold>
        )}
        {applied.length > 0 && (
          <Fold
            id="applied"
            title={t('applied.title')}
            state="past"
            line={t('applied.count', { count: applied.length })}
          >
            <RemedyList applied={applied} labelledBy="applied" />
          </Fold>
        )}
      </div>
    </div>
  );
}
