import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { HistoryEntry } from '@/lib/desk/history/list-history';
import { amountIn, moveIn, toldAs } from './told-as';

type Props = { entries: readonly HistoryEntry[]; timeZone: string };

/** What happened, who did it and when, newest first. */
export function History({ entries, timeZone }: Props) {
  return (
    <ol className="grid gap-2.5">
      {entries.toReversed().map((entry) => (
        <Line key={entry.id} entry={entry} timeZone={timeZone} />
      ))}
    </ol>
  );
}

async function Line({ entry, timeZone }: { entry: HistoryEntry; timeZone: string }) {
  const locale = await getLocale();
  return (
    <li className="grid gap-x-3 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
      <span className="figures text-note text-soft">
        {formatInstant(entry.at.getTime(), 'stamp', locale, timeZone)}
      </span>
      <span className="min-w-0 break-words">
        {await changeInWords(entry, timeZone)}
        <span className="block text-note text-soft">{await actorInWords(entry)}</span>
      </span>
    </li>
  );
}

/** A line of the audit in words, with its amount, or with the starts between which a booking moved. */
export async function changeInWords(entry: HistoryEntry, timeZone: string): Promise<string> {
  const [t, locale] = await Promise.all([getTranslations('told'), getLocale()]);
  const told = toldAs(entry);
  const { entity, fromState, toState } = entry;
  const words = told === null ? t('other', { entity, from: fromState ?? '–', to: toState }) : t(told);
  const [amount, move] = [amountIn(entry), moveIn(entry)];
  const start = (ms: number) => formatInstant(ms, 'stamp', locale, timeZone);
  if (move) return `${words}: ${start(move.from)} → ${start(move.to)}`;
  return amount ? `${words}: ${formatMoney(amount.minor, amount.currency, locale)}` : words;
}

/** Who did it, by name where it was a person. */
export async function actorInWords({ actor, actorName }: HistoryEntry): Promise<string> {
  const t = await getTranslations('told');
  const [kind] = actor.split(':', 1);
  if (kind === 'staff') return actorName ?? t('staff');
  if (kind === 'user') return actorName ? t('player', { name: actorName }) : t('account');
  return t(kind === 'system' ? 'system' : 'anonymous');
}
