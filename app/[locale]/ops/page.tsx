import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { DisputeList } from '@/components/ops/dispute-list';
import { FindForm } from '@/components/ops/find-form';
import { Fold } from '@/components/ops/fold';
import { FormButton } from '@/components/ops/form-button';
import { FailedRefunds, PaymentsToReview } from '@/components/ops/money-trouble';
import { OpenFindings } from '@/components/ops/open-findings';
import { OwedList } from '@/components/ops/owed-list';
import { PendingCalls } from '@/components/ops/pending-calls';
import { readerClock } from '@/components/ops/reader-clock';
import { RepairList } from '@/components/ops/repair-list';
import { StripeComparison } from '@/components/ops/stripe-comparison';
import { TwoZeros } from '@/components/ops/two-zeros';
import { Link } from '@/components/shared/link';
import { ProblemNote } from '@/components/shared/problem-note';
import { Callout } from '@/components/ui/callout';
import { listDisputesToAnswer } from '@/lib/backoffice/get-evidence';
import { getMoneySummary } from '@/lib/backoffice/get-money-summary';
import { listFindings } from '@/lib/backoffice/list-findings';
import { listMoneyTrouble } from '@/lib/backoffice/list-money-trouble';
import { listOwed, type Owed } from '@/lib/backoffice/list-owed';
import { listRepairs } from '@/lib/backoffice/list-repairs';
import { countDeadEvents } from '@/lib/backoffice/list-webhook-events';
import { inWords, type Message } from '@/lib/core/i18n/message';
import { formatMoney } from '@/lib/core/money';
import { listCalls } from '@/lib/notices/list-calls';
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
} from './actions';
import { operatorContext } from './operator-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ops'))('title') };
}

export default async function ZerosPage({ searchParams }: PageProps<'/[locale]/ops'>) {
  const ctx = await operatorContext('/ops');
  const [t, clock, zeros, findings, trouble, owed, calls, disputes, repairs, deadEvents, { problem }] =
    await Promise.all([
      getTranslations('ops'),
      readerClock(),
      getMoneySummary(ctx),
      listFindings(ctx),
      listMoneyTrouble(ctx),
      listOwed(ctx),
      listCalls(ctx),
      listDisputesToAnswer(ctx),
      listRepairs(ctx),
      countDeadEvents(ctx),
      searchParams,
    ]);
  const checkedAt = zeros.checkedAt && clock.tell(zeros.checkedAt);
  const toSettle = findings.differences.length + findings.violations.length + zeros.unchecked.length;
  const toReview = trouble.givenBack.length + trouble.toReview.length;
  const openDisputes = disputes.filter(({ dispute }) => dispute.closedAt === null).length;
  const lineOf = (none: 'openNone' | 'refundsNone' | 'reviewNone' | 'callsNone', count: number) =>
    count > 0 ? t('toDoCount', { count }) : t(none);
  return (
    <>
      <h1 className="text-head">{t('title')}</h1>
      <p className="mt-1 mb-6 text-ink-soft">
        {t('lead')} {t('zone', { zone: clock.timeZone })}
      </p>
      <ProblemNote code={problem} />
      <div className="mb-6">
        <FindForm />
      </div>
      <TwoZeros zeros={zeros} mend={mend} accept={accept} />
      <div className="my-6 flex flex-wrap items-center gap-3">
        <FormButton action={compareNow}>{t('compareNow')}</FormButton>
        <FormButton action={checkNow}>{t('checkNow')}</FormButton>
        {checkedAt && <p className="text-ink-soft">{t('checkedAt', { when: checkedAt })}</p>}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <Fold
          id="stripe"
          title={t('stripeTitle')}
          state={zeros.books === 'agree' || zeros.books === 'nothing' ? 'well' : 'amiss'}
          line={t(`books_${zeros.books}`)}
        >
          {zeros.comparison && <StripeComparison {...zeros.comparison} />}
        </Fold>
        <Fold
          id="open"
          title={t('openTitle')}
          state={checkedAt && toSettle === 0 ? 'well' : 'amiss'}
          line={checkedAt ? lineOf('openNone', toSettle) : t('openNever')}
        >
          {toSettle > 0 && (
            <>
              <Unchecked means={zeros.unchecked} />
              <OpenFindings findings={findings} mend={mend} accept={accept} />
            </>
          )}
        </Fold>
        <Fold
          id="refunds"
          title={t('refundsTitle')}
          state={stateOf(trouble.failedRefunds.length)}
          line={lineOf('refundsNone', trouble.failedRefunds.length)}
        >
          {trouble.failedRefunds.length > 0 && (
            <FailedRefunds refunds={trouble.failedRefunds} retry={retry} paidByHand={paidByHand} />
          )}
        </Fold>
        <Fold
          id="review"
          title={t('reviewTitle')}
          state={stateOf(toReview)}
          line={lineOf('reviewNone', toReview)}
        >
          {toReview > 0 && <PaymentsToReview trouble={trouble} reviewed={reviewed} decide={decide} />}
        </Fold>
        <Fold id="owed" title={t('owedTitle')} state="well" line={await owedLine(owed)}>
          {owed.count > 0 && <OwedList owed={owed} />}
        </Fold>
        <Fold
          id="calls"
          title={t('callsTitle')}
          state={stateOf(calls.length)}
          line={lineOf('callsNone', calls.length)}
        >
          {calls.length > 0 && <PendingCalls calls={calls} called={called} />}
        </Fold>
        <Fold
          id="events"
          title={t('eventsTitle')}
          state={stateOf(deadEvents)}
          line={t('deadEvents', { count: deadEvents })}
        >
          <Link
            href={deadEvents > 0 ? '/ops/events?state=dead' : '/ops/events'}
            className="inline-flex min-h-11 items-center text-court-text underline"
          >
            {t('eventsLink')}
          </Link>
        </Fold>
        <Fold
          id="disputes"
          title={t('disputesTitle')}
          state={stateOf(openDisputes)}
          line={disputes.length > 0 ? t('disputesOpen', { count: openDisputes }) : t('disputesNone')}
        >
          {disputes.length > 0 && <DisputeList disputes={disputes} evidence={evidence} />}
        </Fold>
        <Fold
          id="repairs"
          title={t('repairsTitle')}
          state="past"
          line={repairs.length > 0 ? t('repairsSome', { count: repairs.length }) : t('repairsNone')}
        >
          {repairs.length > 0 && <RepairList repairs={repairs} />}
        </Fold>
      </div>
    </>
  );
}

const stateOf = (count: number) => (count > 0 ? 'amiss' : 'well');

async function Unchecked({ means }: { means: Message[] }) {
  if (means.length === 0) return null;
  const t = await getTranslations();
  return (
    <Callout tone="held" title={t('ops.unchecked')}>
      <ul>
        {means
          .map((message) => inWords(message, t))
          .map((what) => (
            <li key={what}>{what}</li>
          ))}
      </ul>
    </Callout>
  );
}

/** All that is owed to clubs, and since when. */
async function owedLine({ sums, count, oldest: [first] }: Owed): Promise<string> {
  const [t, locale, clock] = await Promise.all([getTranslations('ops'), getLocale(), readerClock()]);
  if (!first) return t('owedNone');
  const all = sums.map(({ minor, currency }) => formatMoney(minor, currency, locale)).join(' + ');
  return t('owedLine', { sum: all, count, since: clock.tell(first.createdAt, 'date') });
}
