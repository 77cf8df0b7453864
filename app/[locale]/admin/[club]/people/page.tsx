import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { NewPerson } from '@/components/people/new-person';
import { peopleHref, peoplePath } from '@/components/people/people-paths';
import { PeopleSearch } from '@/components/people/people-search';
import { ChosenPeople } from '@/components/people/chosen-people';
import { PeopleTable } from '@/components/people/people-table';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkTabs } from '@/components/ui/link-tabs';
import { PageSteps } from '@/components/ui/page-steps';
import { may } from '@/lib/auth/permissions';
import { findCustomers, findCustomersSchema } from '@/lib/desk/find-customers';
import { SEGMENTS } from '@/lib/desk/people/list-segment';
import { readFigures } from '@/lib/desk/people/read-figures';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { addPerson } from './actions';

const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_people'), robots: { index: false } };
}

/** A club's people, newest first, or those of a segment or who are searched for. */
export default async function PeoplePage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/people'>) {
  const [{ club: asked }, { q, segment, page, done }] = await Promise.all([params, searchParams]);
  const path = peoplePath(asked);
  const typed = findCustomersSchema.safeParse({ q, segment, page, pageSize: ROWS });
  const query = typed.data ?? findCustomersSchema.parse({ pageSize: ROWS });
  const back = peopleHref(path, query);
  const [t, ctx, desk] = await Promise.all([getTranslations('people'), pageContext(), deskFor(asked, back)]);
  const { club } = desk;
  if (!may(desk.person, club.id, 'seePeople')) return <Forbidden verb="seePeople" desk={desk} />;
  const { results, count } = await findCustomers(ctx, club.id, query);
  const figures = await readFigures(results, ctx.now);
  const List = may(desk.person, club.id, 'writeToPeople') ? ChosenPeople : PeopleTable;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <h1 id="people" className="text-title">
          {t('title')}
        </h1>
        <PeopleSearch path={path} q={query.q} segment={query.segment} />
      </div>
      {done === 'erased' && (
        <div role="status">
          <Callout tone="confirmed" title={t('erased')} />
        </div>
      )}
      <div className="sm:w-fit">
        <LinkTabs
          label={t('segments')}
          tabs={([undefined, ...SEGMENTS] as const).map((one) => ({
            label: t(`segment_${one ?? 'all'}`),
            href: peopleHref(path, { q: query.q, segment: one }),
            current: query.segment === one,
          }))}
        />
      </div>
      <NewPerson asked={asked} name={results.length === 0 ? query.q : ''} add={addPerson} />
      {results.length > 0 ? (
        <List club={club} asked={asked} people={results} figures={figures} labelledBy="people" />
      ) : (
        <EmptyState
          title={
            query.q !== ''
              ? t('noneTitle', { q: query.q })
              : t(query.segment ? 'segmentEmptyTitle' : 'emptyTitle')
          }
          text={t(
            query.q !== '' ? 'noneText' : query.segment ? `segmentEmpty_${query.segment}` : 'emptyText',
          )}
        />
      )}
      <PageSteps
        href={(to) => peopleHref(path, { ...query, page: to })}
        page={query.page}
        rows={ROWS}
        count={count}
      />
    </div>
  );
}
