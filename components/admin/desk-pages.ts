import { may, type Verb } from '@/lib/auth/permissions';
import type { Person } from '@/lib/core/context';

/** The pages of the rail, in its order, with the verb that each one needs. */
const DESK_PAGES = [
  { page: 'planner', verb: 'seePlanner' },
  { page: 'bookings', verb: 'seePlanner' },
  { page: 'people', verb: 'seePeople' },
  { page: 'till', verb: 'seeOwnShift' },
  { page: 'messages', verb: 'seeMessages' },
  { page: 'courts', verb: 'seeSetUp' },
  { page: 'team', verb: 'team' },
  { page: 'activity', verb: 'seeOwnActs' },
] as const satisfies readonly {
  page: string;
  verb: Verb;
}[];

export type DeskPage = (typeof DESK_PAGES)[number]['page'];

/** The pages that this person may open at a club. The first one is where they begin. */
export const pagesFor = (person: Person, clubId: number): readonly DeskPage[] =>
  DESK_PAGES.filter(({ verb }) => may(person, clubId, verb)).map(({ page }) => page);

/** The address of a page without its language. */
export const deskPath = (club: string, page: DeskPage) => `/admin/${club}/${page}` as const;

/** Where this person begins at a club. Null when nothing there is theirs. */
export function firstDeskPath(person: Person, club: { id: number; slug: string }): string | null {
  const [first] = pagesFor(person, club.id);
  return first === undefined ? null : deskPath(club.slug, first);
}
