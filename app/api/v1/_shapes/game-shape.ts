import { z } from 'zod';
import { isoWithOffset, localDateOf, localTime as timeAt } from '@/lib/core/time';
import type { Game } from '@/lib/reservations/game/get-game';
import { clubKey, courtSchema } from './court-shape';
import { instant, localDate, localTime } from './members';

/** The parameters of what a game's link opens. */
export const gameParams = z.object({
  token: z
    .string()
    .max(200)
    .describe('The secret part of a link to a game, or of the link in a player’s mail.'),
});

export const gameSchema = z.strictObject({
  host: z.string().describe('Who booked.'),
  club: z.strictObject({ ...clubKey, city: z.string(), timezone: z.string() }),
  court: courtSchema.pick({ name: true, sport: true, format: true, surface: true, indoor: true }),
  date: localDate,
  start_time: localTime,
  end_time: localTime,
  starts_at: instant,
  ends_at: instant,
  open: z.boolean().describe('Whether who plays can still be changed.'),
  seats: z.int().describe('Of the court, whoever booked included.'),
  players: z
    .array(
      z.strictObject({
        position: z.int(),
        name: z.string(),
        accepted: z.boolean().describe('Whether they said that they come.'),
      }),
    )
    .describe('Whoever booked aside.'),
  reader: z
    .strictObject({ kind: z.enum(['host', 'player', 'off', 'guest']), position: z.int().optional() })
    .describe('Who asks: `off` had a mail and is not on the list any more, `guest` is not on it.'),
});

export function gameShape(game: Game): z.output<typeof gameSchema> {
  const { id, slug, name, city, timeZone } = game.club;
  const { sport, format, surface, indoor } = game.court;
  const [start, end] = [game.startsAt.getTime(), game.endsAt.getTime()];
  return {
    host: game.hostName,
    club: { id, slug, name, city, timezone: timeZone },
    court: { name: game.court.name, sport, format, surface, indoor },
    date: localDateOf(start, timeZone),
    start_time: timeAt(start, timeZone),
    end_time: timeAt(end, timeZone),
    starts_at: isoWithOffset(start, timeZone),
    ends_at: isoWithOffset(end, timeZone),
    open: game.isOpen,
    seats: game.seats,
    players: game.players,
    reader: {
      kind: game.reader.kind,
      ...(game.reader.kind === 'player' && { position: game.reader.position }),
    },
  };
}
