import { Search, SlidersHorizontal } from 'lucide-react';
import Form from 'next/form';
import { getLocale, getTranslations } from 'next-intl/server';
import { type DayChoice, DayPicker } from './day-picker';
import { PlaceField } from './place-field';
import { isNearMe, type SearchQuery, searchHref } from './search-query';
import { TimeField } from './time-field';
import { SelectField } from './ui/field';
import { Segmented } from './ui/segmented';
import { SubmitButton } from './ui/submit-button';

type Props = {
  query: SearchQuery;
  cities: readonly string[];
  days: readonly DayChoice[];
  selectedDate: string;
};

const DURATIONS = ['60', '90', '120'] as const;

/** Where, which day, at what time, how long: one form that leads to the results, with or without scripts. */
export async function SearchForm({ query, cities, days, selectedDate }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return (
    // The address is the state: another search is another form, not the first one's answers again.
    <Form
      key={`${searchHref(query)} ${selectedDate}`}
      action={`/${locale}/courts`}
      role="search"
      aria-label={t('search.label')}
      className="grid gap-5 rounded-md border border-line bg-card p-4 shadow-lift sm:p-6"
    >
      {query.sort && <input type="hidden" name="sort" value={query.sort} />}
      <div className="grid items-start gap-5 sm:grid-cols-2 lg:grid-cols-[1.3fr_1fr_1fr]">
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
        />
        <TimeField
          time={query.time}
          labels={{ time: t('search.time'), any: t('search.anyTime'), slider: t('search.timeSlider') }}
        />
        <Segmented
          legend={t('search.duration')}
          name="duration"
          options={DURATIONS.map((minutes) => ({ value: minutes, label: t('common.minutes', { minutes }) }))}
          selected={String(query.duration)}
        />
      </div>
      <DayPicker days={days} selected={selectedDate} as={{ kind: 'field', name: 'date' }} />
      <div className="flex flex-wrap items-end justify-between gap-4">
        <Filters query={query} />
        <SubmitButton size="large" className="max-sm:w-full">
          <Search aria-hidden className="size-5" />
          {t('search.submit')}
        </SubmitButton>
      </div>
    </Form>
  );
}

async function Filters({ query }: { query: SearchQuery }) {
  const t = await getTranslations();
  const set = query.sport !== null || query.cover !== null || query.surface !== null;
  return (
    <details open={set} className="group min-w-0 flex-1">
      <summary className="inline-flex min-h-11 items-center gap-2 rounded-md font-strong text-court-text">
        <SlidersHorizontal aria-hidden className="size-4.5" />
        {t('search.more')}
      </summary>
      <div className="grid max-w-2xl gap-4 pt-3 sm:grid-cols-3">
        <SelectField label={t('search.sport')} name="sport" defaultValue={query.sport ?? ''}>
          <option value="">{t('common.all')}</option>
          <option value="padel">{t('sport.padel')}</option>
          <option value="tennis">{t('sport.tennis')}</option>
        </SelectField>
        <SelectField label={t('search.cover')} name="cover" defaultValue={query.cover ?? ''}>
          <option value="">{t('common.any')}</option>
          <option value="indoor">{t('cover.indoor')}</option>
          <option value="outdoor">{t('cover.outdoor')}</option>
        </SelectField>
        <SelectField label={t('search.surface')} name="surface" defaultValue={query.surface ?? ''}>
          <option value="">{t('common.any')}</option>
          <option value="turf">{t('surface.turf')}</option>
          <option value="clay">{t('surface.clay')}</option>
          <option value="hard">{t('surface.hard')}</option>
          <option value="grass">{t('surface.grass')}</option>
          <option value="concrete">{t('surface.concrete')}</option>
        </SelectField>
      </div>
    </details>
  );
}
