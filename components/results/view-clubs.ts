import { getLocale, getTranslations } from 'next-intl/server';
import { type PlanView, planView } from '@/components/plan/plan-view';
import { dayLoad } from '@/lib/availability/day-load';
import type { BestStart, FoundClub } from '@/lib/availability/search-clubs';
import type { Club } from '@/lib/catalogue/catalogue';
import { listFirstPhotos } from '@/lib/catalogue/list-first-photos';
import type { Photo } from '@/lib/catalogue/list-photos';
import type { Locale } from '@/lib/core/context';
import { formatDay, formatKilometres, formatShare } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import { formatShortMoney } from '@/lib/core/money';
import { localDateOf, localTime, minuteOfDay, parseLocalTime } from '@/lib/core/time';
import type { AskedOfClubs } from './asked-of-clubs';
import type { CardsView, ChipView, ClubView, FoundClubView, PictureView, ShortClubView } from './club-view';
import { courtFacts } from './court-facts';
import { pickStarts } from './pick-starts';
import { stripPaths } from './strip-paths';

type Words = Awaited<ReturnType<typeof readWords>>;

/** The language, the words of every card, and the few prices of a page. */
async function readWords() {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return { t, locale, money: shortMoney(locale) };
}

/** Each price is written once, because formatting takes longer than the rest of a chip. */
function shortMoney(locale: Locale) {
  const written = new Map<string, string>();
  return (amountMinor: number, currency: string): string => {
    const key = `${amountMinor} ${currency}`;
    const text = written.get(key) ?? formatShortMoney(amountMinor, currency, locale);
    written.set(key, text);
    return text;
  };
}

/** What a list of cards shows, as plain data, so that their markup is not sent a second time for React. */
type Viewed<View> = { views: View[]; cards: CardsView };

/** Clubs as the results show them. */
export async function viewFoundClubs(
  clubs: readonly FoundClub[],
  asked: AskedOfClubs,
): Promise<Viewed<FoundClubView>> {
  const [words, photos] = await Promise.all([readWords(), photosOf(clubs)]);
  return {
    views: clubs.map((found) => viewFoundClub(words, found, asked, photos.get(found.club.id))),
    cards: viewCards(words, asked),
  };
}

const PLAN_OF_RESULT = 1.25;
const PLAN_BESIDE_PHOTO = 1.4;

function viewFoundClub(
  words: Words,
  found: FoundClub,
  asked: AskedOfClubs,
  photo: Photo | undefined,
): FoundClubView {
  const { t, locale } = words;
  const { club, quota } = found;
  const { date, time, durationMinutes, now } = asked;
  const search = { date, duration: String(durationMinutes), ...(time && { time }) };
  const load = dayLoad(club, found.busy, date, now);
  return {
    ...viewClub(words, found, search, photo, PLAN_OF_RESULT),
    id: club.id,
    place: club.city,
    zone: { timeZone: club.timeZone, at: found.starts[0]?.startsAt ?? now },
    distance: distanceOf(words, found),
    facts: fixedOf(words, club).facts,
    parts: pickedOf(found, asked).map(({ part, starts }) => ({
      name: t(`dayPart.${part}`),
      chips: starts.map((start) => viewChip(words, start, found)),
    })),
    notAsAsked: notAsAsked(words, found, asked),
    quota: quota && {
      title: t(`quota.${quota.limit}Title`, { most: quota.most }),
      text: t(`quota.${quota.limit}Text`, { most: quota.most, category: quota.category[locale] }),
    },
    day: {
      name: formatDay(date, localDateOf(now, club.timeZone), 'long', locale),
      share: formatShare(load.freeShare ?? 0, locale),
      strip: stripPaths(load.halfHours),
    },
  };
}

const PLAN_OF_CARD = 2.1;
const CHIPS_OF_CARD = 3;

/** Clubs as the home page shows them, each with three starts. */
export async function viewShortClubs(
  clubs: readonly FoundClub[],
  asked: AskedOfClubs,
): Promise<Viewed<ShortClubView>> {
  const [words, photos] = await Promise.all([readWords(), photosOf(clubs)]);
  const search = { date: asked.date, duration: String(asked.durationMinutes) };
  const views = clubs.map((found) => ({
    ...viewClub(words, found, search, photos.get(found.club.id), PLAN_OF_CARD),
    place: [streetOf(found.club), distanceOf(words, found)].filter(Boolean).join(' · '),
    chips: pickedOf(found, asked, CHIPS_OF_CARD).flatMap(({ starts }) =>
      starts.map((start) => viewChip(words, start, found)),
    ),
  }));
  return { views, cards: viewCards(words, asked) };
}

/** `Calle Mayor 1` of `Calle Mayor 1, 28013 Madrid`, since the heading names the city. */
const streetOf = ({ address, city }: Club): string => address.split(',')[0]?.trim() || city;

const distanceOf = ({ locale }: Words, { distanceKm }: FoundClub): string | null =>
  distanceKm === null ? null : formatKilometres(distanceKm, locale);

const photosOf = (clubs: readonly FoundClub[]) => listFirstPhotos(clubs.map(({ club }) => club.id));

function viewCards({ t }: Words, { date, durationMinutes }: AskedOfClubs): CardsView {
  return {
    date,
    durationMinutes,
    words: {
      from: t('common.from'),
      singles: t('common.singles'),
      startAt: t('results.startAt', { club: '{club}' }),
      wholeDay: t('results.wholeDay'),
      wholeDayAt: t('results.wholeDayAt', { club: '{club}' }),
      zone: t('common.zone', { city: '{city}' }),
      strip: t('day.strip', { day: '{day}', share: '{share}' }),
    },
  };
}

function viewClub(
  words: Words,
  { club, fromPriceMinor }: FoundClub,
  search: Record<string, string>,
  photo: Photo | undefined,
  planAspect: number,
): Omit<ClubView, 'place'> {
  const { locale, money } = words;
  return {
    name: club.name,
    href: inLocale(`/clubs/${club.slug}?${new URLSearchParams(search)}`, locale),
    picture: viewPicture(words, club, photo, planAspect),
    price: fromPriceMinor === null ? null : money(fromPriceMinor, club.currency),
  };
}

/** The plan beside a photo is small, and alone it has the aspect that its card asks for. */
function viewPicture(words: Words, club: Club, photo: Photo | undefined, planAspect: number): PictureView {
  const { planLabel, plans } = fixedOf(words, club);
  const aspect = photo ? PLAN_BESIDE_PHOTO : planAspect;
  const plan = plans.get(aspect) ?? planView(club.courts, aspect);
  plans.set(aspect, plan);
  return {
    photo: photo
      ? { id: photo.id, width: photo.width, height: photo.height, alt: photo.alt[words.locale] }
      : null,
    plan,
    label: planLabel,
  };
}

/** What stays as it is until a club changes. */
type FixedView = { facts: string; planLabel: string; plans: Map<number, PlanView> };

/** By the club's object, which the catalogue replaces when the club changes. */
const fixedViews = { es: new WeakMap<Club, FixedView>(), en: new WeakMap<Club, FixedView>() };

function fixedOf({ t, locale }: Words, club: Club): FixedView {
  const known = fixedViews[locale].get(club);
  if (known) return known;
  const { name, courts } = club;
  const indoor = courts.filter((court) => court.indoor).length;
  const fixed: FixedView = {
    facts: courtFacts(t, courts),
    planLabel: t('plan.label', { club: name, courts: courts.length, indoor }),
    plans: new Map(),
  };
  fixedViews[locale].set(club, fixed);
  return fixed;
}

/** Starts from all parts of the day, or as many of them as fit. */
const pickedOf = ({ club, starts }: FoundClub, { time, part }: AskedOfClubs, most?: number) =>
  pickStarts(
    starts,
    ({ startsAt }) => minuteOfDay(startsAt, club.timeZone),
    { minute: time === null ? null : parseLocalTime(time), part },
    most,
  );

function viewChip({ money }: Words, start: BestStart, { club, exact }: FoundClub): ChipView {
  return {
    courtId: start.court.id,
    time: localTime(start.startsAt, club.timeZone),
    price: money(start.priceMinor, club.currency),
    ...(start.court.format === 'single' && { singles: true }),
    ...(start === exact && { asked: true }),
  };
}

/** Says that a club has starts, but not the requested one. */
function notAsAsked({ t }: Words, found: FoundClub, { time, part }: AskedOfClubs): string[] {
  if (found.meets || found.starts.length === 0) return [];
  return [
    ...(time === null ? [] : [t('results.notAtTime', { time, nearest: nearestTo(found, time) })]),
    ...(part === null ? [] : [t(`results.notInPart.${part}`)]),
  ];
}

function nearestTo({ starts, club }: FoundClub, time: string): string {
  const wanted = parseLocalTime(time) ?? 0;
  const away = (startsAt: number) => Math.abs(minuteOfDay(startsAt, club.timeZone) - wanted);
  const [nearest] = starts.toSorted((a, b) => away(a.startsAt) - away(b.startsAt));
  return nearest ? localTime(nearest.startsAt, club.timeZone) : '';
}
