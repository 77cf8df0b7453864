import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { AddPhoto } from '@/components/admin/photos/add-photo';
import { PhotoList } from '@/components/admin/photos/photo-list';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { may } from '@/lib/auth/permissions';
import { listClubPhotos } from '@/lib/clubs/photos/list-club-photos';
import { MOST_PHOTOS } from '@/lib/clubs/photos/photo-input';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { add, change, order, remove } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_photos'), robots: { index: false } };
}

/** The photos of a club: which stands for it, what each shows, and the way to add one. */
export default async function PhotosPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/photos'>) {
  const [{ club: asked }, { done, problem }] = await Promise.all([params, searchParams]);
  const back = deskPath(asked, 'photos');
  const [t, ctx, desk] = await Promise.all([
    getTranslations('clubPhotos'),
    pageContext(),
    deskFor(asked, back),
  ]);
  const { club, photos } = await listClubPhotos(ctx, asked);
  const isChanged = may(desk.person, club.id, 'changePhotos');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <GroupTabs group="sold" page="photos" desk={desk} asked={asked} />
      <div>
        <h1 className="text-title">{t('title')}</h1>
        <p className="mt-1 max-w-prose text-soft">{t('lead')}</p>
      </div>
      {(done === 'added' || done === 'removed') && (
        <div role="status">
          <Callout tone="confirmed" title={t(done)} />
        </div>
      )}
      {problem === 'large' && <Callout tone="danger" urgent title={t('tooLarge')} />}
      {photos.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneLead')} />
      ) : (
        <PhotoList
          actions={isChanged ? { change, order, remove } : null}
          {...{ club, photos, asked, back }}
        />
      )}
      {isChanged &&
        (photos.length < MOST_PHOTOS ? (
          <AddPhoto {...{ club, asked, back, add }} />
        ) : (
          <p>{t('tooMany', { most: MOST_PHOTOS })}</p>
        ))}
    </div>
  );
}
