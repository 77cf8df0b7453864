import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Countdown } from './countdown';

const MINUTES_SAID = [5, 2, 1];
const SECONDS_SAID = [30];

type Props = {
  remainingMs: number;
  totalMs: number;
  /** HH:MM at the club, which stays true without scripts. */
  until: string;
  zone: ReactNode;
  /** It is held because it is the reader's turn on the waiting list. */
  isTurn?: boolean;
};

/** How long the court is still held. */
export async function HoldCountdown({ remainingMs, totalMs, until, zone, isTurn = false }: Props) {
  const t = await getTranslations('checkout');
  const milestones = [
    ...MINUTES_SAID.map((minutes) => ({ seconds: minutes * 60, text: t('minutesLeft', { minutes }) })),
    ...SECONDS_SAID.map((seconds) => ({ seconds, text: t('secondsLeft', { seconds }) })),
  ];
  return (
    <Countdown
      remainingMs={remainingMs}
      totalMs={totalMs}
      zone={zone}
      labels={{
        until: t(isTurn ? 'yourTurn' : 'heldUntil', { time: until }),
        lapsed: t('lapsed'),
        milestones,
      }}
    />
  );
}
