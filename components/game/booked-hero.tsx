import { getTranslations } from 'next-intl/server';
import { ReservationState } from '@/components/reservation/reservation-state';
import { ClubTime } from '@/components/shared/club-time';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { seatsOf } from '@/lib/reservations/game/seats';
import { GameHero } from './game-hero';
import { seatedOf, takenOf } from './view-game';

type Props = { reservation: ReservationDetails; now: number; hostName: string };

/** The first sight of a confirmed booking ahead: its state, when and where, and its court with who comes. */
export async function BookedHero({ reservation, now, hostName }: Props) {
  const t = await getTranslations('game');
  const { club, court, participants, startsAt, endsAt } = reservation;
  const game = { seats: seatsOf(court), players: participants, hostName, court };
  return (
    <GameHero seats={seatedOf(game)} label={t('court', { taken: takenOf(game), seats: game.seats })}>
      <ReservationState reservation={reservation} now={now} own />
      <p className="figures font-strong text-title first-letter:uppercase">
        <ClubTime startsAt={startsAt.getTime()} endsAt={endsAt.getTime()} now={now} club={club} />
      </p>
      <p className="text-on-night-soft">
        {club.name} · {court.name}
      </p>
    </GameHero>
  );
}
