'use client';

import {
  Ban,
  Check,
  ClockAlert,
  Ellipsis,
  Footprints,
  LockKeyhole,
  MailWarning,
  MoonStar,
  Move,
  Phone,
  Repeat,
  StickyNote,
  Wrench,
} from 'lucide-react';

const SIGNS = {
  arrived: Check,
  block: Ban,
  desk: Phone,
  late: ClockAlert,
  locked: LockKeyhole,
  maintenance: Wrench,
  more: Ellipsis,
  move: Move,
  note: StickyNote,
  outside: MoonStar,
  series: Repeat,
  untold: MailWarning,
  walkIn: Footprints,
} as const;

export type SignName = keyof typeof SIGNS;

/** The drawings of the signs, once for a page that shows them hundreds of times. */
export const BoardSigns = () => (
  <svg aria-hidden="true" className="hidden">
    {Object.entries(SIGNS).map(([name, Drawing]) => (
      <symbol key={name} id={`sign-${name}`} viewBox="0 0 24 24">
        <Drawing />
      </symbol>
    ))}
  </svg>
);
