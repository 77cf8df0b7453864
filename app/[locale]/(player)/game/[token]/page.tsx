import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { GameAnswer } from '@/components/game/game-answer';
import { GameHero } from '@/components/game/game-hero';
import { OwnShare } from '@/components/game/own-share';
import { PlayerRows } from '@/components/game/player-rows';
import { viewGame, viewGameShare } from '@/components/game/view-game';
import { sharedLink } from '@/components/share/public-metadata';
import { ClubZone } from '@/components/shared/club-zone';
import { Card } from '@/components/ui/card';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { getGame } from '@/lib/reservations/game/get-game';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../or-not-found';
import { decline, join } from './actions';

type Props = PageProps<'/[locale]/game/[token]'>;

const openGame = cache(async (token: string) =>
  orNotFound(getGame(await pageContext(), token), sitePaths.game(token)),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ token }, { locale }, t] = await Promise.all([params, pageContext(), getTranslations('game')]);
  const game = await openGame(token);
  const { missing, day, span, host } = viewGame(game, locale);
  const title = t('metaTitle', { missing, when: `${day}, ${span}` });
  const description = t('metaText', { host, court: game.court.name, club: game.club.name });
  return {
    title,
    description,
    robots: { index: false },
    referrer: 'same-origin',
    openGraph: sharedLink({
      path: sitePaths.game(token),
      locale,
      title,
      description,
      share: { subject: token, view: viewGameShare(game, locale) },
    }),
  };
}

/** A game as its link shows it: who comes, and whether the reader does. */
export default async function GamePage({ params, searchParams }: Props) {
  const [{ token }, { told }, ctx, t] = await Promise.all([
    params,
    searchParams,
    pageContext(),
    getTranslations('game'),
  ]);
  const game = await openGame(token);
  const { missing, host, day, span, seats, taken } = viewGame(game, ctx.locale);
  return (
    <>
      <GameHero seats={seats} label={t('court', { taken, seats: game.seats })}>
        <p className="font-strong">{t('gameOf', { host })}</p>
        <h1 className="text-hero">{missing}</h1>
        <p className="figures font-strong text-title first-letter:uppercase">
          {day}, <span className="whitespace-nowrap">{span}</span>{' '}
          <ClubZone club={game.club} at={game.startsAt.getTime()} />
        </p>
        <p className="text-on-night-soft">
          {game.club.name} · {game.court.name}
        </p>
      </GameHero>
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid gap-4 lg:order-2">
          <OwnShare game={game} />
          <GameAnswer
            token={token}
            game={game}
            host={host}
            account={ctx.actor.kind === 'person' ? ctx.actor : null}
            told={told}
            actions={{ join, decline }}
          />
        </div>
        <Card className="p-5 sm:p-6">
          <PlayerRows game={game} />
        </Card>
      </div>
    </>
  );
}
