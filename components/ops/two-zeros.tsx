import { CircleCheck, CircleQuestionMark, TriangleAlert } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { FormAction } from '@/components/ui/action-form';
import type { getMoneySummary, Zero } from '@/lib/backoffice/get-money-summary';
import type { BooksRating } from '@/lib/backoffice/rate-books';
import { FindingOffer } from './finding-offer';
import { HistoryLink } from './history-link';
import { readerClock } from './reader-clock';

type Zeros = Pick<
  Awaited<ReturnType<typeof getMoneySummary>>,
  'moneyWithoutCourt' | 'courtsWithoutMoney' | 'books' | 'comparison'
>;
type Act = FormAction<unknown>;
type Props = { zeros: Zeros; mend: Act; accept: Act };

const LOOKS = {
  good: { Icon: CircleCheck, colours: 'bg-confirmed-tint text-confirmed-text' },
  bad: { Icon: TriangleAlert, colours: 'bg-danger-tint text-danger-text' },
  unsure: { Icon: CircleQuestionMark, colours: 'bg-held-tint text-held-text' },
  unchecked: { Icon: CircleQuestionMark, colours: 'bg-held-tint text-held-text' },
} as const satisfies Record<BooksRating, unknown>;

/** The two figures that must be zero, each with one line. They are green only when Stripe’s books agree. */
export async function TwoZeros({ zeros, mend, accept }: Props) {
  const t = await getTranslations('ops');
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {(['moneyWithoutCourt', 'courtsWithoutMoney'] as const).map((name) => {
        const zero = zeros[name];
        const { Icon, colours } = LOOKS[zero.look];
        return (
          <section key={name} aria-labelledby={name} className={`rounded-md p-5 ${colours}`}>
            <h2 id={name} className="flex items-center gap-2 text-lead">
              <Icon aria-hidden className="size-5" />
              {t(name)}
            </h2>
            <p className="figures my-1 text-hero">{zero.total ?? '?'}</p>
            <Line name={name} zero={zero} zeros={zeros} />
            <Objects zero={zero} mend={mend} accept={accept} />
          </section>
        );
      })}
    </div>
  );
}

type LineProps = { name: 'moneyWithoutCourt' | 'courtsWithoutMoney'; zero: Zero; zeros: Zeros };

async function Line({ name, zero, zeros: { books, comparison } }: LineProps) {
  const [t, clock] = await Promise.all([getTranslations('ops'), readerClock()]);
  switch (zero.look) {
    case 'good':
      return <p>{t(`${name}Good`)}</p>;
    case 'bad':
      return <p>{t(`${name}Bad`, { count: zero.total ?? 0 })}</p>;
    case 'unchecked':
      return <p>{t('zeroUnchecked')}</p>;
    case 'unsure':
      return comparison && books === 'stale' ? (
        <p>{t('zeroStale', { when: clock.tell(comparison.at) })}</p>
      ) : (
        <p>{t(books === 'never' || books === 'stale' ? 'zeroNever' : 'zeroDiffers')}</p>
      );
  }
}

async function Objects({ zero, mend, accept }: { zero: Zero; mend: Act; accept: Act }) {
  const t = await getTranslations('ops');
  if (zero.objects.length === 0) return null;
  const more = (zero.total ?? 0) - zero.objects.length;
  return (
    <>
      <ul className="mt-3 grid gap-3 rounded-md bg-card p-3 text-ink">
        {zero.objects.map(({ id, type, offer }) => (
          <li key={id} className="grid gap-2">
            <HistoryLink objectId={id} />
            <FindingOffer offer={offer} type={type} objectId={id} mend={mend} accept={accept} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-2">{t('andMore', { count: more })}</p>}
    </>
  );
}
