import { createHash } from 'node:crypto';
import type { Seats } from '@/components/game/seat-marks';
import { courtFacts } from '@/components/results/court-facts';
import type { DrawnCourt } from '@/lib/catalogue/court-plan/court-plan-layout';
import { PLAN_LIMITS } from '@/components/plan/plan-path';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Photo } from '@/lib/catalogue/list-photos';
import type { Locale } from '@/lib/core/context';
import { translatorOf } from '@/lib/core/i18n/translator';

export type ShownCourt = DrawnCourt & { position: number };

/** What a share picture says. */
type Said = { title: string; place: string; facts: string };

/** All that a share picture shows: courts from above, or the seats of a game. */
export type ShareView =
  | (Said & {
      kind: 'courts';
      courts: ShownCourt[];
      /** The id of the photo that stands in place of the courts. */
      photo: string | null;
    })
  | (Said & { kind: 'game'; invitation: string; seats: Seats });

/** The picture's place in the address, beside those of clubs by their ids. */
export const SITE = 'site';

/** Of a club: its name, place and courts, and its photo where it has one. */
export function viewClubShare(
  { name, city, courts }: Club,
  photo: Pick<Photo, 'id'> | undefined,
  locale: Locale,
): ShareView {
  const shown = courts
    .toSorted((a, b) => a.position - b.position)
    .slice(0, PLAN_LIMITS.courts)
    .map(({ sport, format, surface, indoor, position }) => ({ sport, format, surface, indoor, position }));
  const facts = courts.length === 0 ? '' : courtFacts(translatorOf(locale), courts);
  return { kind: 'courts', title: name, place: city, facts, courts: shown, photo: photo?.id ?? null };
}

/** Of every page without a picture of its own. */
export function viewSiteShare(locale: Locale): ShareView {
  const t = translatorOf(locale);
  const court: DrawnCourt = { sport: 'padel', format: 'double', surface: 'turf', indoor: false };
  const courts = [0, 1, 2, 3].map((position) => ({ ...court, position }));
  return { kind: 'courts', title: t('home.title'), place: t('home.lead'), facts: '', courts, photo: null };
}

/** Changes with the drawing, whose files are kept for good. */
const DRAWING = 3;

/** The last part of the picture's address, which tells what it shows: `es-3f9a0c11d2e4.png`. */
export function shareFile(view: ShareView, locale: Locale): string {
  const shown = createHash('sha256')
    .update(JSON.stringify([DRAWING, view]))
    .digest('hex');
  return `${locale}-${shown.slice(0, 12)}.png`;
}
