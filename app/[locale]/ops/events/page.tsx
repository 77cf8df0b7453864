import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readerClock } from '@/components/ops/reader-clock';
import { RecordTable } from '@/components/ui/record-table';
import { ShortId } from '@/components/ops/short-id';
import { Link } from '@/components/shared/link';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { LinkTabs } from '@/components/ui/link-tabs';
import {
  EVENT_STATES,
  listWebhookEvents,
  listWebhookEventsSchema,
  stateOfEvent,
} from '@/lib/backoffice/list-webhook-events';
import { operatorContext } from '../operator-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ops'))('eventsTitle') };
}

export default async function EventsPage({ searchParams }: PageProps<'/[locale]/ops/events'>) {
  const ctx = await operatorContext('/ops/events');
  const wanted = listWebhookEventsSchema.parse(await searchParams);
  const [t, clock, { events, newer, older }] = await Promise.all([
    getTranslations('ops'),
    readerClock(),
    listWebhookEvents(ctx, wanted),
  ]);
  const hrefOf = (state: string, place: object = {}) =>
    `/ops/events?${new URLSearchParams({ state, q: wanted.q, ...place })}`;
  const beside = (place: object) => hrefOf(wanted.state ?? '', place);
  return (
    <>
      <h1 id="events" className="text-head">
        {t('eventsTitle')}
      </h1>
      <p className="mt-1 mb-6 text-ink-soft">
        {t('replayHint')} {t('zone', { zone: clock.timeZone })}
      </p>
      <div className="mb-5 grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2">
        <LinkTabs
          label={t('filter')}
          tabs={[
            { label: t('all'), href: hrefOf(''), current: wanted.state === undefined },
            ...EVENT_STATES.map((state) => ({
              label: t(`state_${state}`),
              href: hrefOf(state),
              current: state === wanted.state,
            })),
          ]}
        />
        <form className="flex items-end gap-2">
          <input type="hidden" name="state" value={wanted.state ?? ''} />
          <div className="flex-1">
            <TextField label={t('searchLabel')} name="q" defaultValue={wanted.q} />
          </div>
          <Button type="submit" look="secondary">
            {t('search')}
          </Button>
        </form>
      </div>
      {events.length === 0 ? (
        <p>{t('eventsNone')}</p>
      ) : (
        <RecordTable
          labelledBy="events"
          head={[t('received'), t('type'), t('event'), t('object'), t('status'), t('tries'), t('lastError')]}
          rows={events.map((event) => ({
            key: event.id,
            cells: [
              clock.tell(event.receivedAt),
              event.type,
              <ShortId key="event" id={event.eventId} href={`/ops/events/${event.id}`} />,
              event.objectId && <ShortId key="object" id={event.objectId} />,
              t(`state_${stateOfEvent(event)}`),
              event.tryCount,
              event.lastError,
            ],
          }))}
        />
      )}
      <nav aria-label={t('eventPages')} className="mt-4 flex justify-between">
        {newer ? (
          <Link href={beside({ newerThan: events[0]?.id ?? 0 })} className="text-court-text underline">
            {t('eventsNewer')}
          </Link>
        ) : (
          <span />
        )}
        {older && (
          <Link href={beside({ olderThan: events.at(-1)?.id ?? 0 })} className="text-court-text underline">
            {t('eventsOlder')}
          </Link>
        )}
      </nav>
    </>
  );
}
