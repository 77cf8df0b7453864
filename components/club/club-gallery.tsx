import { getLocale, getTranslations } from 'next-intl/server';
import { PhotoImage } from '@/components/photos/photo-image';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Photo } from '@/lib/catalogue/list-photos';
import { photoPath } from '@/lib/catalogue/photo-path';

/** The photos of a club behind the first one, which stands in its header. Each opens whole. */
export async function ClubGallery({ club, photos }: { club: Club; photos: readonly Photo[] }) {
  const [t, locale] = await Promise.all([getTranslations('clubPhotos'), getLocale()]);
  const [, ...others] = photos;
  if (others.length === 0) return null;
  return (
    <section aria-label={t('gallery', { club: club.name })} className="mt-14">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {others.map((photo) => (
          <li key={photo.id}>
            <a href={photoPath(photo.id, 1600)} className="block overflow-hidden rounded-card">
              <PhotoImage
                photo={photo}
                alt={photo.alt[locale]}
                sizes="(min-width: 64rem) 17rem, (min-width: 40rem) 33vw, 50vw"
                className="aspect-4/3 w-full"
              />
            </a>
            <Caption court={club.courts.find(({ id }) => id === photo.courtId)?.name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const Caption = ({ court }: { court: string | undefined }) =>
  court === undefined ? null : <p className="mt-1 px-0.5 text-note text-soft">{court}</p>;
