import { getLocale, getTranslations } from 'next-intl/server';
import { viewDays } from '@/components/days/view-days';
import { DAY_PARTS } from '@/lib/availability/day-parts';
import type { FreeShare } from '@/lib/availability/list-free-shares';
import { inLocale } from '@/lib/core/i18n/navigation';
import { SearchBar } from './search-bar';
import { isNearMe, type SearchQuery, searchHref } from './search-query';

type Props = {
  query: SearchQuery;
  cities: readonly string[];
  selectedDate: string;
  /** The days to choose from, absent on a page that shows them as links. */
  days?: readonly FreeShare[];
};

const DURATIONS = [60, 90, 120];
const SURFACES = ['turf', 'clay', 'hard', 'grass', 'concrete'] as const;

type Words = Awaited<ReturnType<typeof getTranslations<never>>>;

/** The search bar: day, place, time, length and game. It leads to the results with or without scripts. */
export async function SearchForm({ query, cities, selectedDate, days }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return (
    <SearchBar
      id={`${searchHref(query)} ${selectedDate}`}
      action={inLocale('/courts', locale)}
      words={{ label: t('search.label'), submit: t('search.submit') }}
      sort={query.sort}
      date={selectedDate}
      days={days ? await viewDays(days) : null}
      place={viewPlace(query, cities, t)}
      time={{
        time: query.time,
        part: query.part,
        words: {
          label: t('search.time'),
          any: t('search.anyTime'),
          atHour: t('search.atHour'),
          parts: DAY_PARTS.map((part) => ({ part, label: t(`dayPart.${part}`) })),
        },
      }}
      duration={viewDuration(query, t)}
      game={viewGame(query, t)}
    />
  );
}

const viewPlace = (query: SearchQuery, cities: readonly string[], t: Words) => ({
  cities,
  city: query.city,
  position: isNearMe(query) ? { lat: String(query.lat), lng: String(query.lng) } : null,
  labels: {
    place: t('search.place'),
    anywhere: t('search.anywhere'),
    nearMe: t('search.nearMe'),
    locating: t('search.locating'),
    located: t('search.located'),
    notLocated: t('search.notLocated'),
  },
});

function viewDuration({ duration }: SearchQuery, t: Words) {
  const options = [...new Set([...DURATIONS, duration])].sort((a, b) => a - b);
  return {
    label: t('search.duration'),
    minutes: duration,
    options: options.map((minutes) => ({
      minutes,
      label: t('common.minutes', { minutes: String(minutes) }),
    })),
  };
}

function viewGame(query: SearchQuery, t: Words) {
  const choice = <Name extends 'sport' | 'format' | 'cover' | 'surface'>(
    name: Name,
    label: string,
    options: { value: string; label: string }[],
  ) => ({
    name,
    label,
    value: query[name] ?? '',
    options: [{ value: '', label: t('common.any') }, ...options],
  });
  return {
    label: t('search.game'),
    choices: [
      choice('sport', t('search.sport'), [
        { value: 'padel', label: t('sport.padel') },
        { value: 'tennis', label: t('sport.tennis') },
      ]),
      choice('format', t('search.format'), [
        { value: 'double', label: t('format.double') },
        { value: 'single', label: t('format.single') },
      ]),
      choice('cover', t('search.cover'), [
        { value: 'indoor', label: t('cover.indoor') },
        { value: 'outdoor', label: t('cover.outdoor') },
      ]),
      choice(
        'surface',
        t('search.surface'),
        SURFACES.map((value) => ({ value, label: t(`surface.${value}`) })),
      ),
    ],
  };
}
