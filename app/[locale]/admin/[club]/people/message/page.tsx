import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { WriteMessage } from '@/components/messages/write-message';
import { peoplePath } from '@/components/people/people-paths';
import { Link } from '@/components/shared/link';
import { EmptyState } from '@/components/ui/empty-state';
import { may } from '@/lib/auth/permissions';
import { chosenIds } from '@/lib/core/input/chosen-ids';
import { previewMessage } from '@/lib/desk/messages/preview-message';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';
import { sendMessageAtDesk } from '../../actions';
import { deskFor } from '../../desk-for';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('clubMessage'))('title'), robots: { index: false } };
}

/** The people that were chosen in the list, to be written to. */
export default async function MessagePeoplePage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/people/message'>) {
  const [{ club: asked }, { id }] = await Promise.all([params, searchParams]);
  const list = peoplePath(asked);
  const [t, people, ctx, desk] = await Promise.all([
    getTranslations('clubMessage'),
    getTranslations('people'),
    pageContext(),
    deskFor(asked, list),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'writeToPeople')) return <Forbidden verb="writeToPeople" desk={desk} />;
  const ids = chosenIds.safeParse([id ?? []].flat()).data;
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-5">
      <p>
        <Link href={list} className="underline underline-offset-4">
          {people('title')}
        </Link>
      </p>
      <h1 id="chosen" className="text-title">
        {t('title')}
      </h1>
      {ids ? (
        <WriteMessage
          club={club}
          of="people"
          ids={ids}
          readers={await orNotFound(previewMessage(ctx, club.slug, { customerIds: ids }), list)}
          send={sendMessageAtDesk}
        />
      ) : (
        <EmptyState title={t('chooseTitle')} text={t('chooseText')} />
      )}
    </div>
  );
}
