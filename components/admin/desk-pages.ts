import { may, type Verb } from '@/lib/auth/permissions';
import type { Person } from '@/lib/core/context';

/** Several pages that share one entry of the rail and are tabs of each other. */
export type DeskGroup = 'sold' | 'settings';

/** The pages in the order of the rail, with the verb that each one needs. */
const DESK_PAGES = [
  { page: 'planner', verb: 'seePlanner' },
  { page: 'bookings', verb: 'seePlanner' },
  { page: 'people', verb: 'seePeople' },
  { page: 'till', verb: 'seeOwnShift' },
  { page: 'messages', verb: 'seeMessages' },
  { page: 'series', verb: 'seePlanner' },
  { page: 'courts', verb: 'seeSetUp', group: 'sold' },
  { page: 'hours', verb: 'seeSetUp', group: 'sold' },
  { page: 'prices', verb: 'seeSetUp', group: 'sold' },
  { page: 'extras', verb: 'seeSetUp', group: 'sold' },
  { page: 'members', verb: 'seeSetUp', group: 'sold' },
  { page: 'photos', verb: 'seeSetUp', group: 'sold' },
  { page: 'facts', verb: 'changeClub', group: 'settings' },
  { page: 'policy', verb: 'changePolicy', group: 'settings' },
  { page: 'team', verb: 'team', group: 'settings' },
  { page: 'keys', verb: 'apiKeys', group: 'settings' },
  { page: 'set-up', verb: 'pauseSales', group: 'settings' },
  { page: 'leave', verb: 'deleteClub', group: 'settings' },
  { page: 'activity', verb: 'seeOwnActs' },
] as const satisfies readonly { page: string; verb: Verb; group?: DeskGroup }[];

type Listed = (typeof DESK_PAGES)[number];
export type DeskPage = Listed['page'];
type Grouped = Extract<Listed, { group: DeskGroup }>['page'];

/** The pages that this person may open at a club. The first one is where they begin. */
export const pagesFor = (person: Person, clubId: number): readonly DeskPage[] =>
  listFor(person, clubId).map(({ page }) => page);

const listFor = (person: Person, clubId: number): readonly Listed[] =>
  DESK_PAGES.filter(({ verb }) => may(person, clubId, verb));

/** An entry of the rail, with the pages it stands for. It leads to the first one. */
export type RailEntry = {
  name: Exclude<DeskPage, Grouped> | DeskGroup;
  pages: readonly [DeskPage, ...DeskPage[]];
};

/** The entries of the rail for this person. A group stands where its first page does. */
export function railFor(person: Person, clubId: number): readonly RailEntry[] {
  const entries = new Map<RailEntry['name'], RailEntry>();
  for (const listed of listFor(person, clubId)) {
    const name = 'group' in listed ? listed.group : listed.page;
    const { pages } = entries.get(name) ?? { pages: [] };
    const [first = listed.page, ...rest] = [...pages, listed.page];
    entries.set(name, { name, pages: [first, ...rest] });
  }
  return [...entries.values()];
}

/** The pages of a group that this person may open. */
export const tabsFor = (person: Person, clubId: number, group: DeskGroup): readonly DeskPage[] =>
  railFor(person, clubId).find(({ name }) => name === group)?.pages ?? [];

/** The address of a page without its language. */
export const deskPath = (club: string, page: DeskPage) => `/admin/${club}/${placeOf(page)}` as const;

function placeOf(page: DeskPage) {
  switch (page) {
    case 'facts':
      return 'settings';
    case 'policy':
      return 'settings/policy';
    default:
      return page;
  }
}

/** Where this person begins at a club, which is its set-up until it sells. Null when nothing there is theirs. */
export function firstDeskPath(
  person: Person,
  club: { id: number; slug: string; publishedAt: Date | null },
): string | null {
  if (club.publishedAt === null && may(person, club.id, 'seeSetUp')) return deskPath(club.slug, 'set-up');
  const [first] = pagesFor(person, club.id);
  return first === undefined ? null : deskPath(club.slug, first);
}
