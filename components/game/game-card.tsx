import { getLocale, getTranslations } from 'next-intl/server';
import { AddPlayer, RemovePlayer, type PlayerActions } from '@/components/reservation/players';
import { ShareButton } from '@/components/reservation/share-button';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatMoment } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { MAX_PLAYERS } from '@/lib/reservations/change-players';
import { gameToken } from '@/lib/reservations/game/game-link';
import { seatsOf } from '@/lib/reservations/game/seats';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { Comes, FreeSeats, NoAnswer, PlayerRow } from './player-rows';
import { takenOf } from './view-game';

type GameActions = PlayerActions & { remind: FormAction<void>; renew: FormAction<void> };

type Props = {
  reservation: ReservationDetails;
  hostName: string;
  /** The places whose players were asked so recently that they are not asked again. */
  asked: ReadonlySet<number>;
  actions: GameActions;
};

/** The game as whoever booked it sees it: its link, who comes, and who has not answered. */
export async function GameCard({ reservation, hostName, asked, actions }: Props) {
  const t = await getTranslations('game');
  const { id, participants, court } = reservation;
  const seats = seatsOf(court);
  const taken = takenOf({ seats, players: participants });
  return (
    <Card className="p-5 sm:p-6">
      <section id="game" aria-labelledby="who" className="grid grid-cols-1 gap-4">
        <div>
          <div className="flex items-baseline justify-between gap-3">
            <h2 id="who" className="text-title">
              {t('missing', { count: seats - taken })}
            </h2>
            <p role="status" className="figures text-ink-soft">
              {t('ofSeats', { taken, seats })}
            </p>
          </div>
          <p className="mt-1 text-ink-soft">{t('lead')}</p>
        </div>
        <GameLink reservation={reservation} hostName={hostName} renew={actions.renew} />
        <ul className="divide-y divide-line border-line border-y">
          <PlayerRow name={hostName} note={t('organiseYou')} beside={<Comes />} />
          {participants.map((player) => (
            <PlayerRow
              key={player.position}
              name={player.name}
              note={player.email}
              beside={
                <>
                  <Answer player={player} asked={asked.has(player.position)} remind={actions.remind} />
                  <RemovePlayer {...player} remove={actions.remove} />
                </>
              }
            />
          ))}
          <FreeSeats count={seats - taken} />
        </ul>
        {participants.length < MAX_PLAYERS && (
          <AddPlayer reservationId={id} known={participants.length} add={actions.add} />
        )}
      </section>
    </Card>
  );
}

type Player = ReservationDetails['participants'][number];

async function Answer({
  player: { reservationId, position, name, email, userId, customerId, acceptedAt },
  asked,
  remind,
}: {
  player: Player;
  asked: boolean;
  remind: FormAction<void>;
}) {
  const [t, words] = await Promise.all([getTranslations('game'), errorWords()]);
  if (acceptedAt !== null) return <Comes />;
  if (email === null && userId === null && customerId === null) return <Badge>{t('noMail')}</Badge>;
  if (asked) return <NoAnswer />;
  return (
    <ActionForm action={remind} words={words} done={t('reminded')}>
      <input type="hidden" name="reservationId" value={reservationId} />
      <input type="hidden" name="position" value={position} />
      <SubmitButton look="quiet" aria-label={t('remindNamed', { name })}>
        {t('remind')}
      </SubmitButton>
    </ActionForm>
  );
}

type LinkProps = Pick<Props, 'reservation' | 'hostName'> & { renew: FormAction<void> };

async function GameLink({ reservation, hostName, renew }: LinkProps) {
  const [t, locale, words] = await Promise.all([getTranslations('game'), getLocale(), errorWords()]);
  const { club, startsAt } = reservation;
  const url = siteUrl(sitePaths.game(gameToken(reservation)), locale).href;
  const when = formatMoment(startsAt.getTime(), locale, club.timeZone);
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap gap-2">
        <label className="min-w-0 flex-1 basis-60">
          <span className="sr-only">{t('link')}</span>
          <input
            readOnly
            value={url}
            className="h-11 w-full truncate rounded-md bg-sunken px-4 text-field text-ink-soft"
          />
        </label>
        <CopyButton value={url} labels={{ copy: t('copy'), copied: t('copied') }} />
        <ShareButton
          look="primary"
          path={url}
          title={t('shareText', { host: hostName, when, club: club.name })}
          labels={{ share: t('share'), shared: t('copied') }}
        />
      </div>
      <ActionForm
        action={renew}
        words={words}
        done={t('renewed')}
        folded={{
          summary: (
            <summary className="inline-flex min-h-11 items-center text-ink-soft text-note hover:underline">
              {t('renew')}
            </summary>
          ),
        }}
        className="grid justify-items-start gap-2"
      >
        <input type="hidden" name="reservationId" value={reservation.id} />
        <p className="text-ink-soft text-note">{t('renewText')}</p>
        <SubmitButton look="secondary">{t('renewDo')}</SubmitButton>
      </ActionForm>
    </div>
  );
}
