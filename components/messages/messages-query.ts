import { z } from 'zod';
import { listMessagesSchema } from '@/lib/notices/messages/list-messages';

const { tab, kind, channel, state, day, q, page } = listMessagesSchema.shape;

/** What an address may ask for. What it does not understand is as if it were not there. */
const querySchema = z.object({
  tab: tab.catch('call'),
  kind: kind.catch(undefined),
  channel: channel.catch(undefined),
  state: state.catch(undefined),
  day: day.catch(undefined),
  q: q.catch(''),
  page: page.catch(1),
  done: z.enum(['resent', 'called']).optional().catch(undefined),
});

export type MessagesQuery = Omit<z.output<typeof querySchema>, 'done'> & { pageSize: number };

/** The query of the page, with what was just done. */
export const readMessagesQuery = (query: Record<string, string | string[] | undefined>) => ({
  ...querySchema.parse(query),
  pageSize: 50,
});

/** The same as the address writes it, without what is left out by default. */
export function messagesQuery({ tab, kind, channel, state, day, q, page }: MessagesQuery): string {
  const entries = Object.entries({
    tab: tab === 'call' ? undefined : tab,
    kind,
    channel,
    state,
    day,
    q: q || undefined,
    page: page === 1 ? undefined : String(page),
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : '';
}
