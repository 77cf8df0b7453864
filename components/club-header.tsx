import { MapPin } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/clubs/catalogue';
import { ClubFacts } from './club-facts';
import { CourtPlan } from './court-plan';
import { directionsUrl } from '@/lib/directions-url';
import { fullAddress } from './full-address';

/** The club's name and place beside the plan of its courts. */
export async function ClubHeader({ club }: { club: Club }) {
  const t = await getTranslations();
  const indoor = club.courts.filter((court) => court.indoor).length;
  return (
    <div className="grid items-center gap-6 md:grid-cols-[1fr_22rem]">
      <div className="grid gap-3">
        <h1 className="text-head sm:text-hero">{club.name}</h1>
        <p className="flex items-start gap-2 text-ink-soft text-lead">
          <MapPin aria-hidden className="mt-1 size-4.5 shrink-0" />
          <span>
            {fullAddress(club)}.{' '}
            <a
              href={directionsUrl(club)}
              rel="noreferrer"
              target="_blank"
              className="font-strong text-court-text underline underline-offset-4"
            >
              {t('club.directions')}
            </a>
          </span>
        </p>
        <ClubFacts courts={club.courts} />
      </div>
      <figure className="rounded-md border border-line bg-sunken p-4">
        <CourtPlan
          courts={club.courts}
          aspect={2}
          label={t('plan.label', { club: club.name, courts: club.courts.length, indoor })}
          className="mx-auto h-40 w-full"
        />
        {indoor > 0 && (
          <figcaption className="mt-2 text-center text-ink-soft text-note">{t('plan.legend')}</figcaption>
        )}
      </figure>
    </div>
  );
}
