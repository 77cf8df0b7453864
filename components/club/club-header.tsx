import { clsx } from 'clsx';
import { MapPin } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { PhotoImage } from '@/components/photos/photo-image';
import { courtFacts } from '@/components/results/court-facts';
import { CourtPlan } from '@/components/plan/court-plan';
import { fullAddress } from '@/components/shared/full-address';
import type { Club } from '@/lib/catalogue/catalogue';
import { directionsUrl } from '@/lib/catalogue/directions-url';
import type { Photo } from '@/lib/catalogue/list-photos';

type Props = { club: Club; photo: Photo | undefined };

/** The club's name, place and facts beside its photo and the plan of its courts. It is low, so that the grid is in sight. */
export async function ClubHeader({ club, photo }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const indoor = club.courts.filter((court) => court.indoor).length;
  return (
    <div
      className={clsx(
        'grid sm:-mt-2 sm:min-h-42 sm:overflow-hidden sm:rounded-card sm:border sm:border-line sm:bg-card',
        photo
          ? 'sm:grid-cols-[minmax(0,1fr)_15rem] lg:grid-cols-[minmax(0,1fr)_21.25rem_13rem]'
          : 'sm:grid-cols-[minmax(0,1fr)_19rem]',
      )}
    >
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
        <p className="text-note text-soft">{courtFacts(t, club.courts)}</p>
      </div>
      {photo && (
        <div className="relative max-sm:order-first max-sm:-mx-4 max-sm:-mt-4 max-sm:mb-3 max-sm:h-36">
          <PhotoImage
            photo={photo}
            alt={photo.alt[locale]}
            sizes="(min-width: 64rem) 21.25rem, (min-width: 40rem) 15rem, 100vw"
            first
            className="absolute inset-0 size-full"
          />
        </div>
      )}
      <figure
        className={clsx(
          'grid content-center gap-1.5 p-4 max-sm:hidden sm:border-line sm:border-l',
          photo && 'max-lg:hidden',
        )}
      >
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
