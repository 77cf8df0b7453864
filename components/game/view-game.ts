import type { Locale } from '@/lib/core/context';
import { formatDate, formatSpan } from '@/lib/core/i18n/format';
import { initialsOf } from '@/lib/core/i18n/initials-of';
import { translatorOf } from '@/lib/core/i18n/translator';
import { localDateOf } from '@/lib/core/time';
import type { ShareView } from '@/components/share/share-view';
import type { Game } from '@/lib/reservations/game/get-game';
import type { Seats } from './seat-marks';
import { shortName } from './short-name';

/** A game in words, without what only its players may know. */
export type GameView = {
  missing: string;
  host: string;
  day: string;
  span: string;
  /** The initials of who has each seat. Null where the court is none that we draw. */
  seats: Seats | null;
  taken: number;
};

type Named = { name: string };

/** More may be on the list than play at a time. */
export const takenOf = ({ seats, players }: { seats: number; players: readonly Named[] }): number =>
  Math.min(seats, 1 + players.length);

type Seated = {
  seats: number;
  hostName: string;
  players: readonly Named[];
  court: Pick<Game['court'], 'sport'>;
};

/** The initials of who has each seat. Null for a sport whose court is not drawn. */
export function seatedOf({ seats, hostName, players, court }: Seated): Seats | null {
  if (court.sport !== 'padel') return null;
  const names = [hostName, ...players.map(({ name }) => name)];
  return Array.from({ length: seats }, (_, at) => (names[at] === undefined ? null : initialsOf(names[at])));
}

export function viewGame(game: Game, locale: Locale): GameView {
  const t = translatorOf(locale);
  const { club, startsAt, endsAt, hostName, seats } = game;
  const [start, end] = [startsAt.getTime(), endsAt.getTime()];
  const taken = takenOf(game);
  return {
    missing: t('game.missing', { count: seats - taken }),
    host: shortName(hostName),
    day: formatDate(localDateOf(start, club.timeZone), 'long', locale),
    span: formatSpan(start, end, locale, club.timeZone),
    seats: seatedOf(game),
    taken,
  };
}

/** Says first what is missing. */
export function viewGameShare(game: Game, locale: Locale): ShareView {
  const t = translatorOf(locale);
  const { missing, host, day, span, seats, taken } = viewGame(game, locale);
  const { club, court } = game;
  const said = {
    title: missing,
    place: `${day.charAt(0).toUpperCase()}${day.slice(1)} ${span}`,
    facts: `${club.name} · ${court.name} · ${club.city}`,
  };
  if (seats === null) return { kind: 'courts', photo: null, ...said, courts: [{ ...court, position: 0 }] };
  const invitation = t(taken < game.seats ? 'game.placeKept' : 'game.gameOf', { host });
  return { kind: 'game', ...said, invitation, seats };
}
