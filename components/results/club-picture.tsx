import { clsx } from 'clsx';
import { PhotoImage } from '@/components/photos/photo-image';
import { PlanImage } from '@/components/plan/plan-image';
import type { PictureView } from './club-view';

type Props = {
  picture: PictureView;
  /** Where in the card, and how large. */
  className: string;
  /** Where in the card the plan stands beside a photo. */
  plan: string;
  sizes: string;
  first: boolean;
};

/** The picture of a club in a card: its photo with its plan on a plate, or its plan. */
export function ClubPicture({ picture: { photo, plan, label }, className, plan: at, sizes, first }: Props) {
  if (!photo) {
    return (
      <div className={clsx('flex items-center bg-sunken p-2 sm:p-4', className)}>
        <PlanImage plan={plan} label={label} className="mx-auto h-full max-h-40 w-full" />
      </div>
    );
  }
  return (
    <>
      <div className={clsx('relative overflow-hidden', className)}>
        <PhotoImage
          photo={photo}
          alt={photo.alt}
          sizes={sizes}
          first={first}
          className="absolute inset-0 size-full"
        />
      </div>
      <div className={clsx('z-1 rounded-md bg-card', at)}>
        <PlanImage plan={plan} label={label} className="size-full" />
      </div>
    </>
  );
}
