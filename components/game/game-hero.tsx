import type { ReactNode } from 'react';
import { EveningCourt } from './evening-court';
import type { Seats } from './seat-marks';

type Props = {
  /** Null where the court is none that we draw. */
  seats: Seats | null;
  label: string;
  children: ReactNode;
};

/** The first sight of a game: what, when and where, beside its court in evening light. */
export const GameHero = ({ seats, label, children }: Props) => (
  <div className="full-bleed relative -mt-4 overflow-hidden bg-night text-on-night sm:-mt-6">
    <div className="mx-auto max-w-6xl px-4">
      <div className="grid content-center gap-2 py-6 sm:py-10 lg:min-h-80 lg:w-1/2">{children}</div>
    </div>
    {seats && (
      <EveningCourt
        seats={seats}
        label={label}
        className="h-60 w-full sm:h-72 lg:absolute lg:inset-y-0 lg:right-0 lg:h-full lg:w-1/2"
      />
    )}
  </div>
);
