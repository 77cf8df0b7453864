import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FoundBookings } from '@/components/ops/found-bookings';
import { readerClock } from '@/components/ops/reader-clock';
import { RecordTable } from '@/components/ui/record-table';
import { ShortId } from '@/components/ops/short-id';
import { Link } from '@/components/shared/link';
import { CopyButton } from '@/components/ui/copy-button';
import { getHistory } from '@/lib/backoffice/get-history';
import { orNotFound } from '../../../or-not-found';
import { operatorContext } from '../../operator-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ops'))('history') };
}

export default async function HistoryPage({ params }: PageProps<'/[locale]/ops/history/[id]'>) {
  const id = decodeURIComponent((await params).id);
  const back = `/ops/history/${encodeURIComponent(id)}`;
  const ctx = await operatorContext(back);
  const [t, clock, history] = await Promise.all([
    getTranslations('ops'),
    readerClock(),
    orNotFound(getHistory(ctx, id), back),
  ]);
  const link = 'inline-flex min-h-11 items-center text-court-text underline';
  return (
    <>
      <Link href="/ops#open" className={link}>
        {t('title')}
      </Link>
      <h1 id="history" className="mt-3 text-head">
        {t('history')}
      </h1>
      <p className="mb-3 flex items-center break-all font-mono">
        {history.objectId}
        <CopyButton
          value={history.objectId}
          labels={{ copy: t('copyId', { id: history.objectId }), copied: t('copied') }}
        />
      </p>
      <p className="mb-5 flex flex-wrap gap-x-6">
        {history.reservationId && (
          <Link href={`/reservations/${history.reservationId}`} className={link}>
            {t('reservation')}
          </Link>
        )}
        {history.paymentIntentIds.map((intentId) => (
          <span key={intentId} className="inline-flex items-center gap-2">
            Stripe <ShortId id={intentId} href={`https://dashboard.stripe.com/payments/${intentId}`} />
          </span>
        ))}
      </p>
      {history.person && (
        <section aria-labelledby="bookings" className="mb-8">
          <p className="mb-5">
            {[history.person.name, history.person.email, history.person.phone].filter(Boolean).join(' · ')}
          </p>
          <h2 id="bookings" className="mb-3 text-title">
            {t('bookings')}
          </h2>
          {history.bookings.length > 0 ? (
            <FoundBookings bookings={history.bookings} now={ctx.now} labelledBy="bookings" />
          ) : (
            <p>{t('bookingsNone')}</p>
          )}
        </section>
      )}
      <RecordTable
        labelledBy="history"
        head={[t('when'), t('object'), t('from'), t('to'), t('who'), t('detail'), t('request')]}
        rows={history.entries.map((entry) => ({
          key: entry.id,
          cells: [
            clock.tell(entry.at),
            <>
              {entry.entity} <ShortId id={entry.entityId} />
            </>,
            entry.fromState ?? '–',
            entry.toState,
            entry.actor,
            entry.detail && JSON.stringify(entry.detail),
            entry.requestId && <ShortId id={entry.requestId} />,
          ].map((cell, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places
            <span key={at} className={at > 3 ? 'wrap-anywhere block min-w-32' : ''}>
              {cell}
            </span>
          )),
        }))}
      />
    </>
  );
}
