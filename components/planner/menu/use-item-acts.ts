import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { type DeskWords, fill } from '@/components/planner/desk/board-config';
import { type ApiAnswer, askApi, refusalSentence } from '@/components/planner/desk/desk-api';
import type { Status } from '@/components/planner/desk/use-status';
import { formatInstant } from '@/lib/core/i18n/format';
import type { ItemAct } from './item-acts';
import type { ActedItem } from './item-dom';
import type { MenuConfig } from './menu-config';

/** Does the acts of an item, but lifting it: what changes it at once by the API, the rest on its page. */
export function useItemActs(
  { shiftPath, timeZone }: Pick<MenuConfig, 'shiftPath' | 'timeZone'>,
  words: DeskWords,
  status: Status,
): (act: Exclude<ItemAct, 'lift'>, item: ActedItem) => void {
  const router = useRouter();
  const open = (href: string) => router.push(href as Route, { scroll: false });

  const change = async (act: ItemAct, { name }: ActedItem, asked: Promise<ApiAnswer>) => {
    const answer = await asked;
    router.refresh();
    if (answer.ok) return status.say(fill(words, `done_${act}`, { name }));
    status.complain({ text: refusalSentence(words, answer) });
  };

  return (act, item) => {
    const { id, revision, href } = item;
    const path = `reservations/${id}`;
    switch (act) {
      case 'open':
        return open(href);
      // The part of the panel is named after the `#`.
      case 'take':
        return open(`${href}#take`);
      case 'edit':
        return open(`${href}#details`);
      case 'cancel':
        return open(`${href}#cancel`);
      case 'move':
        return open(movePath(item));
      case 'delay':
        return open(`${shiftPath}?${placeOf(item, timeZone)}`);
      case 'check_in':
        return void change(act, item, askApi('POST', `${path}/check-in`, { revision }));
      case 'undo_check_in':
        return void change(act, item, askApi('DELETE', `${path}/check-in?revision=${revision}`));
      case 'no_show':
        return void change(act, item, askApi('POST', `${path}/no-show`, { revision }));
      case 'revive':
        return void change(act, item, askApi('POST', `${path}/revive`, { revision }));
      case 'lock':
      case 'unlock':
        return void change(act, item, askApi('PATCH', path, { revision, locked: act === 'lock' }));
    }
  };
}

/** The same board with the form that moves the item over it. */
function movePath({ id, href }: ActedItem): string {
  const url = new URL(href, location.href);
  url.searchParams.delete('booking');
  url.searchParams.set('move', id);
  return url.pathname + url.search;
}

/** The court and the start of an item by the clock of its club. */
function placeOf({ courtId, facts: { startsAt } }: ActedItem, timeZone: string): URLSearchParams {
  // Swedish writes dates as the API does.
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(startsAt);
  const from = formatInstant(startsAt, 'time', 'es', timeZone);
  return new URLSearchParams({ date, court: String(courtId), from });
}
