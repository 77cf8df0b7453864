import { getLocale, getTranslations } from 'next-intl/server';
import { planView } from '@/components/plan/plan-view';
import { slotValue } from '@/components/shared/slot-value';
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
import type { ChipView, ClubView, FoundClubView, PictureView, ShortClubView } from './club-view';
import { courtFacts } from './court-facts';
import { pickStarts } from './pick-starts';
import { stripRuns } from './strip-runs';

type Words = Awaited<ReturnType<typeof readWords>>;

/** The language, and the words of every card. */
async function readWords() {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return { t, locale };
}

/** Clubs as the results show them, as plain data, so that their markup is not sent a second time for React. */
export async function viewFoundClubs(
  clubs: readonly FoundClub[],
  asked: AskedOfClubs,
): Promise<FoundClubView[]> {
  const [words, photos] = await Promise.all([readWords(), photosOf(clubs)]);
  return clubs.map((found) => viewFoundClub(words, found, asked, photos.get(found.club.id)));
}

const PLAN_OF_RESULT = 1.25;

function viewFoundClub(
  words: Words,
  found: FoundClub,
  asked: AskedOfClubs,
  photo: Photo | undefined,
): FoundClubView {
  const { t, locale } = words;
  const { club, distanceKm, quota } = found;
  const { date, time, durationMinutes, now } = asked;
  const search = { date, duration: String(durationMinutes), ...(time && { time }) };
  const load = dayLoad(club, found.busy, date, now);
  const day = formatDay(load.date, localDateOf(now, club.timeZone), 'long', locale);
  return {
    ...viewClub(words, found, search, photo, PLAN_OF_RESULT),
    id: club.id,
    place: club.city,
    zone: {
      timeZone: club.timeZone,
      at: found.starts[0]?.startsAt ?? now,
      text: t('common.zone', { city: club.city }),
    },
    distance: distanceKm === null ? null : formatKilometres(distanceKm, locale),
    facts: courtFacts(t, club.courts),
    parts: pickedOf(found, asked).map(({ part, starts }) => ({
      name: t(`dayPart.${part}`),
      chips: starts.map((start) => viewChip(words, start, found, asked)),
    })),
    wholeDay: { label: t('results.wholeDay'), at: t('results.wholeDayAt', { club: club.name }) },
    notAsAsked: notAsAsked(words, found, asked),
    quota: quota && {
      title: t(`quota.${quota.limit}Title`, { most: quota.most }),
      text: t(`quota.${quota.limit}Text`, { most: quota.most, category: quota.category[locale] }),
    },
    day: {
      label: t('day.strip', { day, share: formatShare(load.freeShare ?? 0, locale) }),
      runs: stripRuns(load.halfHours),
      cells: load.halfHours.length,
    },
  };
}

const PLAN_OF_CARD = 2.1;
const CHIPS_OF_CARD = 3;

/** Clubs as the home page shows them, each with three starts. */
export async function viewShortClubs(
  clubs: readonly FoundClub[],
  asked: AskedOfClubs,
): Promise<ShortClubView[]> {
  const [words, photos] = await Promise.all([readWords(), photosOf(clubs)]);
  const search = { date: asked.date, duration: String(asked.durationMinutes) };
  return clubs.map((found) => ({
    ...viewClub(words, found, search, photos.get(found.club.id), PLAN_OF_CARD),
    place: [found.club.city, words.t('common.courts', { count: found.club.courts.length })].join(' · '),
    chips: pickedOf(found, asked, CHIPS_OF_CARD).flatMap(({ starts }) =>
      starts.map((start) => viewChip(words, start, found, asked)),
    ),
  }));
}

const photosOf = (clubs: readonly FoundClub[]) => listFirstPhotos(clubs.map(({ club }) => club.id));

function viewClub(
  { t, locale }: Words,
  { club, fromPriceMinor }: FoundClub,
  search: Record<string, string>,
  photo: Photo | undefined,
  planAspect: number,
): ClubView {
  return {
    name: club.name,
    href: inLocale(`/clubs/${club.slug}?${new URLSearchParams(search)}`, locale),
    picture: viewPicture(t, locale, club, photo, planAspect),
    price:
      fromPriceMinor === null
        ? null
        : { from: t('common.from'), price: formatShortMoney(fromPriceMinor, club.currency, locale) },
    startAt: t('results.startAt', { club: club.name }),
  };
}

/** The plan beside a photo is small, and alone it has the aspect that its card asks for. */
function viewPicture(
  t: Words['t'],
  locale: Locale,
  club: Club,
  photo: Photo | undefined,
  planAspect: number,
): PictureView {
  const indoor = club.courts.filter((court) => court.indoor).length;
  return {
    photo: photo ? { id: photo.id, width: photo.width, height: photo.height, alt: photo.alt[locale] } : null,
    plan: planView(club.courts, photo ? 1.4 : planAspect),
    label: t('plan.label', { club: club.name, courts: club.courts.length, indoor }),
  };
}

/** Starts from all parts of the day, or as many of them as fit. */
const pickedOf = ({ club, starts }: FoundClub, { time, part }: AskedOfClubs, most?: number) =>
  pickStarts(
    starts,
    ({ startsAt }) => minuteOfDay(startsAt, club.timeZone),
    { minute: time === null ? null : parseLocalTime(time), part },
    most,
  );

/** A start is marked when it is on a court for two. */
function viewChip(
  { t, locale }: Words,
  start: BestStart,
  { club, exact }: FoundClub,
  { durationMinutes }: AskedOfClubs,
): ChipView {
  const time = localTime(start.startsAt, club.timeZone);
  const date = localDateOf(start.startsAt, club.timeZone);
  return {
    value: slotValue({ courtId: start.court.id, date, startTime: time, durationMinutes }),
    title: time,
    price: formatShortMoney(start.priceMinor, club.currency, locale),
    ...(start.court.format === 'single' && { mark: t('common.singles') }),
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
