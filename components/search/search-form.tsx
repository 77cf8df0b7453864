import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import Form from 'next/form';
import { getLocale, getTranslations } from 'next-intl/server';
import { DayPicker } from '@/components/shared/day-picker';
import { BarSelect } from '@/components/ui/bar-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DAY_PARTS } from '@/lib/availability/day-parts';
import type { FreeShare } from '@/lib/availability/list-free-shares';
import { GameField } from './game-field';
import { PlaceField } from './place-field';
import { isNearMe, type SearchQuery, searchHref } from './search-query';
import { TimeField } from './time-field';

type Props = {
  query: SearchQuery;
  cities: readonly string[];
  selectedDate: string;
  /** The days to choose from, absent on a page that shows them as links. */
  days?: readonly FreeShare[];
};

const DURATIONS = [60, 90, 120];
const asked = 'border-line border-b lg:border-r lg:border-b-0';

/** The search bar: day, place, time, length and game. It leads to the results with or without scripts. */
export async function SearchForm({ query, cities, selectedDate, days }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return (
    // The address holds the state, so another search is a new form.
    <Form
      key={`${searchHref(query)} ${selectedDate}`}
      action={`/${locale}/courts`}
      role="search"
      aria-label={t('search.label')}
      className={clsx('rounded-bar border bg-card', days ? 'border-line shadow-float' : 'border-edge')}
    >
      {query.sort && <input type="hidden" name="sort" value={query.sort} />}
      {days ? (
        <div className="overflow-hidden rounded-t-bar border-line border-b px-2.5 py-2 max-sm:pr-0">
          <DayPicker days={days} selected={selectedDate} as={{ kind: 'field', name: 'date' }} />
        </div>
      ) : (
        <input type="hidden" name="date" value={selectedDate} />
      )}
      <div className="grid grid-cols-2 lg:flex lg:items-stretch">
        <PlaceField
          cities={cities}
          city={query.city}
          position={isNearMe(query) ? { lat: String(query.lat), lng: String(query.lng) } : null}
          labels={{
            place: t('search.place'),
            anywhere: t('search.anywhere'),
            nearMe: t('search.nearMe'),
            locating: t('search.locating'),
            located: t('search.located'),
            notLocated: t('search.notLocated'),
          }}
          className={clsx(asked, 'col-span-2 lg:flex-1')}
        />
        <TimeField
          time={query.time}
          part={query.part}
          words={{
            label: t('search.time'),
            any: t('search.anyTime'),
            atHour: t('search.atHour'),
            parts: DAY_PARTS.map((part) => ({ part, label: t(`dayPart.${part}`) })),
          }}
          className={clsx(asked, 'max-lg:border-r')}
        />
        <Duration minutes={query.duration} />
        <div className="col-span-2 max-lg:border-line max-lg:border-b">
          <Game query={query} />
        </div>
        <div className="col-span-2 p-2.5 lg:self-center lg:p-1.5">
          <SubmitButton size="large" className="w-full lg:min-h-12">
            <Search aria-hidden className="size-5" />
            <span>{t('search.submit')}</span>
          </SubmitButton>
        </div>
      </div>
    </Form>
  );
}

async function Duration({ minutes }: { minutes: number }) {
  const t = await getTranslations();
  const options = [...new Set([...DURATIONS, minutes])].sort((a, b) => a - b);
  return (
    <BarSelect label={t('search.duration')} name="duration" defaultValue={minutes} className={asked}>
      {options.map((option) => (
        <option key={option} value={option}>
          {t('common.minutes', { minutes: String(option) })}
        </option>
      ))}
    </BarSelect>
  );
}

async function Game({ query }: { query: SearchQuery }) {
  const t = await getTranslations();
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
  return (
    <GameField
      label={t('search.game')}
      choices={[
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
          (['turf', 'clay', 'hard', 'grass', 'concrete'] as const).map((value) => ({
            value,
            label: t(`surface.${value}`),
          })),
        ),
      ]}
    />
  );
}
