import { getLocale, getTranslations } from 'next-intl/server';
import { PolicyText } from '@/components/shared/policy-text';
import type { Club, OpeningHours } from '@/lib/catalogue/catalogue';
import { weekdayOf } from '@/lib/core/time';
import { amenityName } from './amenity-name';

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** The facts of a club besides its courts. */
export async function ClubInfo({ club, today }: { club: Club; today: string }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const amenities = await Promise.all(club.amenities.map(amenityName));
  return (
    <section aria-labelledby="facts" className="mt-14 grid gap-8 border-line border-t pt-8 md:grid-cols-2">
      <div className="grid content-start gap-6">
        <div>
          <h2 id="facts" className="mb-2 text-title">
            {t('club.facts')}
          </h2>
          <p>{club.about[locale]}</p>
        </div>
        {amenities.length > 0 && (
          <div>
            <h3 className="mb-1 text-lead">{t('club.amenities')}</h3>
            <p>{amenities.join(' · ')}</p>
          </div>
        )}
        <div>
          <h3 className="mb-1 text-lead">{t('club.cancelPolicy')}</h3>
          <PolicyText policy={club.refundPolicy} />
        </div>
        {club.phone && (
          <div>
            <h3 className="mb-1 text-lead">{t('club.phone')}</h3>
            <a
              href={`tel:${club.phone}`}
              className="figures font-strong text-court-text underline underline-offset-4"
            >
              {club.phone}
            </a>
          </div>
        )}
      </div>
      <div>
        <h3 className="mb-2 text-lead">{t('club.hours')}</h3>
        <dl className="figures grid max-w-sm gap-1.5">
          {WEEKDAYS.map((weekday) => (
            <div
              key={weekday}
              className={`flex justify-between gap-4 ${Number(weekday) === weekdayOf(today) ? 'font-strong' : ''}`}
            >
              <dt>{t(`weekday.${weekday}`)}</dt>
              <dd>{hoursOf(club.openingHours, Number(weekday)) || t('club.closed')}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

const hoursOf = (hours: readonly OpeningHours[], weekday: number) =>
  hours
    .filter((window) => window.weekday === weekday)
    .map(({ opensMinute, closesMinute }) => `${wall(opensMinute)}–${wall(closesMinute)}`)
    .join(', ');

/** Minutes of the day as a clock shows them, from zero again after midnight. */
const wall = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
