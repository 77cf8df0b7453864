import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { PhotoImage } from '@/components/photos/photo-image';
import { CourtPlan } from '@/components/plan/court-plan';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Photo } from '@/lib/catalogue/list-photos';
import { PlanTile } from './plan-tile';

type Props = {
  club: Club;
  /** Without one the plan stands alone. */
  photo: Photo | undefined;
  /** Width by height of the plan's frame when it stands alone. */
  aspect: number;
  /** Where in the card, and how large. */
  className: string;
  /** Where in the card the plan stands beside a photo. Over the photo unless said. */
  plan?: string;
  sizes: string;
  first: boolean;
};

/** The picture of a club in a card: its photo with its plan on a plate, or its plan. */
export async function ClubPicture({ club, photo, aspect, className, plan, sizes, first }: Props) {
  const [t, locale] = await Promise.all([getTranslations('plan'), getLocale()]);
  if (!photo) return <PlanTile club={club} aspect={aspect} className={className} />;
  const indoor = club.courts.filter((court) => court.indoor).length;
  return (
    <>
      <div className={clsx('relative overflow-hidden', className)}>
        <PhotoImage
          photo={photo}
          locale={locale}
          sizes={sizes}
          first={first}
          className="absolute inset-0 size-full"
        />
      </div>
      <div className={clsx('z-1 rounded-md bg-card p-1.5', plan)}>
        <CourtPlan
          courts={club.courts}
          aspect={1.4}
          label={t('label', { club: club.name, courts: club.courts.length, indoor })}
          className="size-full"
        />
      </div>
    </>
  );
}
