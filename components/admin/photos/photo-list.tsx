import { getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Photo } from '@/lib/catalogue/list-photos';
import { type PhotoActions, PhotoRow } from './photo-row';

type Props = {
  club: Club;
  photos: readonly Photo[];
  asked: string;
  back: string;
  /** Null for whoever may only look. */
  actions: PhotoActions | null;
};

/** The photos of a club in their order, each with the forms that change, move and remove it. */
export async function PhotoList({ club, photos, asked, back, actions }: Props) {
  const t = await getTranslations('clubPhotos');
  const order = photos.map(({ id }) => id);
  return (
    <ol aria-label={t('list')} className="divide-y divide-line rounded-card border border-line bg-card">
      {photos.map((photo, at) => (
        <PhotoRow key={photo.id} number={at + 1} {...{ photo, order, club, asked, back, actions }} />
      ))}
    </ol>
  );
}
