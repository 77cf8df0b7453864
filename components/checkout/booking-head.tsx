import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { ViewTransition } from 'react';
import { PhotoImage } from '@/components/photos/photo-image';
import { ClubTime } from '@/components/shared/club-time';
import { CourtPlan } from '@/components/plan/court-plan';
import { fullAddress } from '@/components/shared/full-address';
import { Link } from '@/components/shared/link';
import { slotValue } from '@/components/shared/slot-choice';
import { slotOf } from '@/components/shared/slot-value';
import type { Court } from '@/lib/catalogue/catalogue';
import { listFirstPhotos } from '@/lib/catalogue/list-first-photos';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

type Props = {
  reservation: ReservationDetails;
  courts: readonly Court[];
  now: number;
  /** The heading of the page, where it has no other. */
  as: 'h1' | 'p';
};

/** Where and when: the club's photo beside the plan with the court marked, then club, time and court. */
export async function BookingHead({ reservation, courts, now, as: Title }: Props) {
  const { club, court } = reservation;
  const [t, locale, photos] = await Promise.all([getTranslations(), getLocale(), listFirstPhotos([club.id])]);
  const photo = photos.get(club.id);
  const kind = [
    ...(court.format === 'single' ? [t('format.single')] : []),
    t(`cover.${court.indoor ? 'indoor' : 'outdoor'}`),
    t(`surface.${court.surface}`),
  ].join(' · ');
  return (
    <ViewTransition name={slotValue(slotOf(reservation))} share="thread" default="none">
      <div>
        <div className={clsx('grid', photo && 'grid-cols-[minmax(0,63fr)_minmax(0,37fr)]')}>
          {photo && (
            <div className="relative">
              <PhotoImage
                photo={photo}
                alt={photo.alt[locale]}
                sizes="(min-width: 64rem) 26rem, 63vw"
                first
                className="absolute inset-0 size-full"
              />
            </div>
          )}
          <div className="bg-sunken p-4">
            <CourtPlan
              courts={courts}
              aspect={photo ? 1.5 : 4}
              litCourtId={court.id}
              label={t('plan.lit', { club: club.name, court: court.name })}
              className="mx-auto h-28 w-full lg:h-34"
            />
          </div>
        </div>
        <div className="grid gap-0.5 px-4 py-4 sm:px-6">
          <p className="text-soft">
            {club.deletedAt ? (
              <span>{club.name}</span>
            ) : (
              <Link
                href={`/clubs/${club.slug}`}
                className="underline decoration-edge underline-offset-4 hover:text-ink"
              >
                {club.name}
              </Link>
            )}
            <span> · {fullAddress(club)}</span>
          </p>
          <Title className="font-strong text-title first-letter:uppercase sm:text-head">
            <ClubTime
              startsAt={reservation.startsAt.getTime()}
              endsAt={reservation.endsAt.getTime()}
              now={now}
              club={club}
            />{' '}
            <span className="whitespace-nowrap">· {court.name}</span>
          </Title>
          <p className="text-note text-soft">{kind}</p>
        </div>
      </div>
    </ViewTransition>
  );
}
