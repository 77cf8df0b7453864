import { z } from 'zod';
import { addDays, localDateOf } from '@/lib/core/time';
import type { Ask } from './staff-tasks';
import type { DeskPlace } from './world';

const ZONE = 'Europe/Madrid';
const TODAY = localDateOf(Date.now(), ZONE);

type SetUp = DeskPlace & { ask: Ask; club: string; nth: number };

const seen = z.looseObject({ revision: z.int() });
const court = z.object({ id: z.int(), revision: z.int() });

/** What a club's owner changes: facts, courts, hours, prices, categories, photos, series, sales, and whether it is open. */
export async function changeSetUp(ask: Ask, place: DeskPlace, nth: number): Promise<void> {
  const one = { ...place, ask, club: `clubs/${place.clubId}`, nth };
  await ask('GET', `${one.club}/set-up`);
  await changeFacts(one);
  await changeCourts(one);
  await replaceLists(one);
  await hangPhotos(one);
  await repeat(one);
  await sellAgain(one);
  await takeIn(one);
}

async function changeFacts({ ask, club, nth }: SetUp): Promise<void> {
  const { revision } = seen.parse(await ask('GET', club));
  const amenities = ['showers', `Terraza ${nth}`];
  await ask('PATCH', club, { body: { revision, phone: `+3498500000${nth}`, amenities } });
}

/** A court that is added, changed, put first, and retired. */
async function changeCourts({ ask, club, nth }: SetUp): Promise<void> {
  const facts = { sport: 'padel', indoor: false, surface: 'turf', format: 'double' };
  const added = court.parse(
    await ask('POST', `${club}/courts`, { body: { name: `Pista ${nth} nueva`, ...facts } }),
  );
  const at = `courts/${added.id}`;
  await ask('PATCH', at, { body: { revision: added.revision, name: `Pista ${nth} cubierta`, indoor: true } });
  const { courts } = z.object({ courts: z.array(court) }).parse(await ask('GET', `${club}/courts`));
  await ask('PUT', `${club}/courts/order`, { body: { court_ids: courts.map(({ id }) => id).reverse() } });
  await ask('DELETE', at, { query: { from: addDays(TODAY, 1) } });
}

/** Each list as it is read, then with something more, which is taken back. */
async function replaceLists({ ask, club }: SetUp): Promise<void> {
  const fair = { date: addDays(TODAY, 60), name: null, closed: true, holiday: true, windows: [] };
  const youth = { code: 'fuzz', name: { es: 'Jóvenes', en: 'Youth' }, horizon_days: null };
  const all = { name: { es: 'Todo', en: 'All' }, price_per_hour: '30.00' };
  const more = {
    'opening-hours': {},
    'special-days': { days: [fair] },
    categories: { categories: [youth] },
    'price-rules': { rules: [all] },
  };
  for (const [list, changed] of Object.entries(more)) {
    const read = seen.parse(await ask('GET', `${club}/${list}`));
    const { act } = z
      .object({ act: z.object({ id: z.string() }) })
      .parse(await ask('PUT', `${club}/${list}`, { body: { ...read, ...changed } }));
    await ask('POST', `acts/${act.id}/undo`);
  }
  await ask('GET', `${club}/prices`, { query: { date: addDays(TODAY, 3), duration: 60 } });
}

const photo = z.object({ id: z.string(), revision: z.int() });

/** Two photos that are put in another order, described anew, and taken away. */
async function hangPhotos({ ask, club, courtIds, nth }: SetUp): Promise<void> {
  const add = async (picture: number) => {
    const form = [
      { name: 'alt_es', value: `Pista ${picture}` },
      { name: 'alt_en', value: `Court ${picture}` },
      { name: 'court_id', value: courtIds[0] },
      { name: 'file', picture, fileName: '../pista.png', type: 'image/png' },
    ];
    return photo.parse(await ask('POST', `${club}/photos`, { form }));
  };
  const [one, other] = [await add(2_000 + nth), await add(3_000 + nth)];
  const { photos } = z.object({ photos: z.array(photo) }).parse(await ask('GET', `${club}/photos`));
  await ask('PUT', `${club}/photos/order`, { body: { photo_ids: photos.map(({ id }) => id).reverse() } });
  const alt = { es: 'De noche', en: 'At night' };
  await ask('PATCH', `${club}/photos/${one.id}`, { body: { revision: one.revision, alt } });
  for (const { id } of [one, other]) await ask('DELETE', `${club}/photos/${id}`);
}

const made = z.object({ id: z.string(), dates: z.array(z.object({ date: z.string() })).min(2) });

/** A block of every week that is looked at, made, moved, renamed for one date, and ended. */
async function repeat({ ask, club, courtIds, nth }: SetUp): Promise<void> {
  const from = addDays(TODAY, 20);
  const wish = {
    court_id: courtIds[nth % 2],
    kind: 'block',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    start_time: '06:00',
    duration: 60,
    from,
    until: addDays(from, 3),
    title: `Escuela ${nth}`,
  };
  await ask('POST', `${club}/series`, { query: { preview: true }, body: wish });
  const { id, dates } = made.parse(await ask('POST', `${club}/series`, { body: wish }));
  await ask('GET', `${club}/series`);
  const at = `series/${id}`;
  await ask('PATCH', at, { body: { revision: 0, scope: 'all', start_time: '07:00' } });
  const named = { scope: 'this', date: dates[0]?.date, title: 'Torneo' };
  await ask('PATCH', at, { body: { revision: 1, ...named } });
  await ask('DELETE', at, { query: { revision: 2, scope: 'all' } });
}

async function sellAgain({ ask, club, spareClubIds, nth }: SetUp): Promise<void> {
  for (const change of ['pause', 'resume', 'publish']) await ask('POST', `${club}/${change}`);
  const spare = `clubs/${spareClubIds[nth]}`;
  await ask('DELETE', spare);
  await ask('POST', `${spare}/restore`);
}

/** A club that is asked for and taken in by an operator. */
async function takeIn({ ask, nth }: SetUp): Promise<void> {
  const email = `club-${nth}@fuzz.test`;
  const body = { name: `Club Fuzz ${nth}`, city: 'Gijón', sport: 'padel', email };
  const { id } = z.object({ id: z.int() }).parse(await ask('POST', 'clubs', { body }));
  await ask('POST', `clubs/${id}/approve`, { as: 'operator' });
}
