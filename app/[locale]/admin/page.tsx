import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DisputeList } from '@/components/dispute-list';
import { FormButton } from '@/components/form-button';
import { Link } from '@/components/link';
import { FailedRefunds, PaymentsToReview } from '@/components/money-trouble';
import { OpenFindings } from '@/components/open-findings';
import { PendingCalls } from '@/components/pending-calls';
import { ProblemNote } from '@/components/problem-note';
import { readerClock } from '@/components/reader-clock';
import { RepairList } from '@/components/repair-list';
import { StripeComparison } from '@/components/stripe-comparison';
import { TwoZeros } from '@/components/two-zeros';
import { Callout } from '@/components/ui/callout';
import { listDisputes } from '@/lib/operations/get-evidence';
import { getTwoZeros } from '@/lib/operations/get-two-zeros';
import { listCalls } from '@/lib/operations/list-calls';
import { listFindings } from '@/lib/operations/list-findings';
import { listMoneyTrouble } from '@/lib/operations/list-money-trouble';
import { listRepairs } from '@/lib/operations/list-repairs';
import { countDeadEvents } from '@/lib/operations/list-webhook-events';
import {
  accept,
  called,
  checkNow,
  compareNow,
  decide,
  evidence,
  mend,
  paidByHand,
  retry,
  reviewed,
} from './money';
import { operatorContext } from './operator-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('title') };
}

export default async function ZerosPage({ searchParams }: PageProps<'/[locale]/admin'>) {
  const ctx = await operatorContext('/admin');
  const [t, clock, zeros, findings, trouble, calls, disputes, repairs, deadEvents, { problem }] =
    await Promise.all([
      getTranslations('admin'),
      readerClock(),
      getTwoZeros(ctx),
      listFindings(ctx),
      listMoneyTrouble(ctx),
      listCalls(ctx),
      listDisputes(ctx),
      listRepairs(ctx),
      countDeadEvents(ctx),
      searchParams,
    ]);
  const checkedAt = zeros.checkedAt && clock.tell(zeros.checkedAt);
  return (
    <>
      <h1 className="text-head">{t('title')}</h1>
      <p className="mt-1 mb-6 text-ink-soft">
        {t('lead')} {t('zone', { zone: clock.timeZone })}
      </p>
      <ProblemNote code={problem} />
      <TwoZeros zeros={zeros} mend={mend} accept={accept} />
      <Part id="stripe" title={t('stripeTitle')}>
        <StripeComparison {...zeros} />
        <FormButton action={compareNow}>{t('compareNow')}</FormButton>
      </Part>
      <Part id="open" title={t('openTitle')}>
        <Unchecked means={zeros.unchecked} />
        <OpenFindings findings={findings} mend={mend} accept={accept} />
        <div className="flex flex-wrap items-center gap-3">
          <FormButton action={checkNow}>{t('checkNow')}</FormButton>
          {checkedAt && <p className="text-ink-soft">{t('checkedAt', { when: checkedAt })}</p>}
        </div>
      </Part>
      <Part id="refunds" title={t('refundsTitle')}>
        <FailedRefunds refunds={trouble.failedRefunds} retry={retry} paidByHand={paidByHand} />
      </Part>
      <Part id="review" title={t('reviewTitle')}>
        <PaymentsToReview trouble={trouble} reviewed={reviewed} decide={decide} />
      </Part>
      <Part id="calls" title={t('callsTitle')}>
        <PendingCalls calls={calls} called={called} />
      </Part>
      <Part id="events" title={t('eventsTitle')}>
        <p>{t('deadEvents', { count: deadEvents })}</p>
        <Link
          href={deadEvents > 0 ? '/admin/events?state=dead' : '/admin/events'}
          className="text-court-text underline"
        >
          {t('eventsLink')}
        </Link>
      </Part>
      <Part id="disputes" title={t('disputesTitle')}>
        <DisputeList disputes={disputes} evidence={evidence} />
      </Part>
      <Part id="repairs" title={t('repairsTitle')}>
        <RepairList repairs={repairs} />
      </Part>
    </>
  );
}

async function Unchecked({ means }: { means: string[] }) {
  if (means.length === 0) return null;
  const t = await getTranslations('admin');
  return (
    <Callout tone="held" title={t('unchecked')}>
      <ul>
        {means.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    </Callout>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <div className="mt-10 grid justify-items-start gap-3 *:max-w-full">
      <h2 id={id} className="text-title">
        {title}
      </h2>
      {children}
    </div>
  );
}
