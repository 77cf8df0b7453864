import { getLocale, getTranslations } from 'next-intl/server';
import { PolicyText } from '@/components/shared/policy-text';
import { WeekHours } from '@/components/shared/week-hours';
import { weekOn } from '@/lib/availability/open-day';
import type { Club } from '@/lib/catalogue/catalogue';
import { amenityName } from './amenity-name';

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
        <WeekHours hours={weekOn(club.openingHours, today)} today={today} />
      </div>
    </section>
  );
}
