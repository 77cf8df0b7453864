import { Check, Plus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { initialsOf } from '@/lib/core/i18n/initials-of';
import type { Game } from '@/lib/reservations/game/get-game';
import { shortName } from './short-name';
import { takenOf } from './view-game';

/** Who comes to a game, as whoever has its link may know it. */
export async function PlayerRows({ game }: { game: Game }) {
  const t = await getTranslations('game');
  const { hostName, players, reader, seats } = game;
  const taken = takenOf(game);
  return (
    <section aria-labelledby="who">
      <div className="flex items-baseline justify-between gap-3 pb-3">
        <h2 id="who" className="text-title">
          {t('who')}
        </h2>
        <p className="figures text-ink-soft">{t('ofSeats', { taken, seats })}</p>
      </div>
      <ul className="divide-y divide-line border-line border-t">
        <PlayerRow name={shortName(hostName)} note={t('organise')} beside={<Comes />} />
        {players.map(({ position, name, accepted }) => {
          const isReader = reader.kind === 'player' && reader.position === position;
          return (
            <PlayerRow
              key={position}
              name={shortName(name)}
              note={isReader ? t('you') : null}
              beside={accepted ? <Comes /> : <NoAnswer />}
            />
          );
        })}
        <FreeSeats count={seats - taken} />
      </ul>
    </section>
  );
}

type RowProps = { name: string; note: string | null; beside: ReactNode };

export const PlayerRow = ({ name, note, beside }: RowProps) => (
  <li className="flex min-h-14 items-center gap-3 py-2">
    <span
      aria-hidden
      className="grid size-9 shrink-0 place-items-center rounded-full bg-ink font-strong text-note text-paper"
    >
      {initialsOf(name)}
    </span>
    <span className="min-w-0 flex-1">
      <span className="block truncate font-strong">{name}</span>
      {note && <span className="block truncate text-ink-soft text-note">{note}</span>}
    </span>
    {beside}
  </li>
);

export async function Comes() {
  const t = await getTranslations('game');
  return (
    <Badge tone="confirmed" icon={<Check aria-hidden className="size-3.5" />}>
      {t('comes')}
    </Badge>
  );
}

export async function NoAnswer() {
  const t = await getTranslations('game');
  return <Badge>{t('noAnswer')}</Badge>;
}

export async function FreeSeats({ count }: { count: number }) {
  const t = await getTranslations('game');
  return Array.from({ length: count }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: free seats are all alike
    <li key={at} className="flex min-h-14 items-center gap-3 py-2 text-ink-soft">
      <span
        aria-hidden
        className="grid size-9 shrink-0 place-items-center rounded-full border border-edge border-dashed"
      >
        <Plus className="size-4" />
      </span>
      {t('free')}
    </li>
  ));
}
