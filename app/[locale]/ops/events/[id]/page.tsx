import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { FormButton } from '@/components/ops/form-button';
import { readerClock } from '@/components/ops/reader-clock';
import { Link } from '@/components/shared/link';
import { ProblemNote } from '@/components/shared/problem-note';
import { getWebhookEvent, stateOfEvent } from '@/lib/backoffice/list-webhook-events';
import { orNotFound } from '../../../or-not-found';
import { replay } from './actions';
import { operatorContext } from '../../operator-context';

type Props = PageProps<'/[locale]/ops/events/[id]'>;

const idSchema = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ops'))('event') };
}

export default async function EventPage({ params, searchParams }: Props) {
  const { id } = await params;
  const back = `/ops/events/${id}`;
  const ctx = await operatorContext(back);
  const parsed = idSchema.safeParse(id);
  if (!parsed.success) notFound();
  const [t, clock, event, { problem }] = await Promise.all([
    getTranslations('ops'),
    readerClock(),
    orNotFound(getWebhookEvent(ctx, parsed.data), back),
    searchParams,
  ]);
  const facts = [
    [t('type'), event.type],
    [t('object'), event.objectId ?? '–'],
    [t('received'), clock.tell(event.receivedAt)],
    [t('status'), t(`state_${stateOfEvent(event)}`)],
    [t('tries'), String(event.tryCount)],
    [t('lastError'), event.lastError ?? '–'],
  ] as const;
  return (
    <>
      <Link href="/ops/events" className="text-court-text underline">
        {t('backToEvents')}
      </Link>
      <h1 className="mt-3 mb-5 break-all text-head">{event.eventId}</h1>
      <ProblemNote code={problem} />
      <dl className="figures mb-6 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mb-6 grid justify-items-start gap-2">
        <p className="text-ink-soft">{t('replayHint')}</p>
        <FormButton action={replay} values={{ webhookEventId: event.id }}>
          {t('replay')}
        </FormButton>
      </div>
      <h2 id="payload" className="mb-2 text-title">
        {t('payload')}
      </h2>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-labelledby="payload"
        className="overflow-x-auto rounded-md bg-sunken p-4 text-note"
      >
        <pre>{JSON.stringify(event.payload, null, 2)}</pre>
      </section>
    </>
  );
}
