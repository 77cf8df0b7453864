import { MapPin } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClubFacts } from '@/components/results/club-facts';
import { CourtPlan } from '@/components/shared/court-plan';
import { fullAddress } from '@/components/shared/full-address';
import type { Club } from '@/lib/catalogue/catalogue';
import { directionsUrl } from '@/lib/catalogue/directions-url';

/** The club's name, place and facts beside the plan of its courts. It is low, so that the grid is in sight. */
export async function ClubHeader({ club }: { club: Club }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const indoor = club.courts.filter((court) => court.indoor).length;
  return (
    <div className="grid overflow-hidden sm:-mt-2 sm:min-h-42 sm:grid-cols-[minmax(0,1fr)_19rem] sm:rounded-card sm:border sm:border-line sm:bg-card">
      <div className="grid content-start gap-1 sm:p-6 sm:pb-4">
        <h1 className="text-head">{club.name}</h1>
        <p className="flex items-start gap-2 text-soft">
          <MapPin aria-hidden className="mt-1 size-4 shrink-0" />
          <span>
            {fullAddress(club)} ·{' '}
            <a
              href={directionsUrl(club)}
              rel="noreferrer"
              target="_blank"
              className="whitespace-nowrap text-ink underline decoration-edge underline-offset-4"
            >
              {t('club.directions')}
            </a>
          </span>
        </p>
        <div className="max-sm:hidden">
          <p className="mt-3 line-clamp-2 max-w-prose text-soft">{club.about[locale]}</p>
        </div>
        <ClubFacts courts={club.courts} />
      </div>
      <figure className="grid content-center gap-1.5 p-4 max-sm:hidden sm:border-line sm:border-l">
        <CourtPlan
          courts={club.courts}
          aspect={2.4}
          label={t('plan.label', { club: club.name, courts: club.courts.length, indoor })}
          className="mx-auto h-28 w-full"
        />
        {indoor > 0 && (
          <figcaption className="text-center text-caption text-soft">{t('plan.legend')}</figcaption>
        )}
      </figure>
    </div>
  );
}
