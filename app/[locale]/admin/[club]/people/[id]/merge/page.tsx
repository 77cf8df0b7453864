import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { MergeCandidates } from '@/components/people/merge-candidates';
import { MergePreview } from '@/components/people/merge-preview';
import { mergePath, personPath } from '@/components/people/people-paths';
import { PeopleSearch } from '@/components/people/people-search';
import { Link } from '@/components/shared/link';
import { may } from '@/lib/auth/permissions';
import { findCustomers, findCustomersSchema } from '@/lib/desk/find-customers';
import { listAlike } from '@/lib/desk/people/list-alike';
import { previewMerge } from '@/lib/desk/people/preview-merge';
import { pageContext } from '@/lib/web/page-context';
import { merge } from '../../actions';
import { personFor } from '../person-for';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('merge'), robots: { index: false } };
}

const CANDIDATES = 10;

/** Finds the other row of one person, shows what a merge would make of both, and does it. */
export default async function MergePage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/people/[id]/merge'>) {
  const [{ club: asked, id }, { q: typed, into }] = await Promise.all([params, searchParams]);
  const path = mergePath(asked, id);
  const [t, ctx, { desk, person }] = await Promise.all([
    getTranslations('people'),
    pageContext(),
    personFor(asked, id, path),
  ]);
  const { club } = desk;
  if (person === null || !may(desk.person, club.id, 'mergePeople'))
    return <Forbidden verb="mergePeople" desk={desk} />;
  const { q } = findCustomersSchema.catch(findCustomersSchema.parse({})).parse({ q: typed });
  const candidates =
    q === ''
      ? await listAlike(person)
      : (await findCustomers(ctx, club.id, { q, page: 1, pageSize: CANDIDATES })).results;
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6">
      <div>
        <Link
          href={personPath(asked, person.id)}
          className="inline-flex min-h-11 items-center text-note text-soft underline decoration-line underline-offset-4"
        >
          {person.name}
        </Link>
        <h1 className="text-title">{t('merge')}</h1>
        <p className="text-soft">{t('mergeLead')}</p>
      </div>
      {typeof into === 'string' ? (
        <MergePreview asked={asked} preview={await previewMerge(ctx, person, into)} merge={merge} />
      ) : (
        <>
          <PeopleSearch path={path} q={q} label={t('mergeSearch')} />
          <MergeCandidates
            path={path}
            candidates={candidates.filter((other) => other.id !== person.id)}
            none={q === '' ? t('mergeNoneAlike') : t('noneTitle', { q })}
          />
        </>
      )}
    </div>
  );
}
