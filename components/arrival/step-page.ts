import { type DeskPage, deskPath } from '@/components/admin/desk-pages';
import type { SetUpStep } from '@/lib/clubs/arrival/set-up-steps';

/** The page on which each step of a set-up is done. */
export const STEP_PAGES = {
  facts: 'facts',
  courts: 'courts',
  hours: 'hours',
  prices: 'prices',
  policy: 'policy',
  team: 'team',
  test_booking: 'planner',
} as const satisfies Record<SetUpStep, DeskPage>;

/** Its address without its language. Prices are written in their list. */
export const stepPath = (asked: string, step: SetUpStep): string =>
  `${deskPath(asked, STEP_PAGES[step])}${step === 'prices' ? '?view=list' : ''}`;
