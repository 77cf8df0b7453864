import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ActivityTable } from '@/components/admin/activity/activity-table';
import { deskPath } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { may } from '@/lib/auth/permissions';
import { plainInteger } from '@/lib/core/input/plain-number';
import { listActivity, listActivitySchema } from '@/lib/desk/history/list-activity';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';

const PAGE_SIZE = 50;
const { by, of } = listActivitySchema.shape;
const addressSchema = z.object({
  by: by.catch(undefined),
  of: of.catch(undefined),
  page: plainInteger(1, 10_000).catch(1),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_activity'), robots: { index: false } };
}

/** What the staff of a club did there. An address that makes no sense shows all of it. */
export default async function ActivityPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/activity'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const path = deskPath(asked, 'activity');
  const { page, ...filter } = addressSchema.parse(search);
  const [t, ctx, { club }] = await Promise.all([
    getTranslations('activity'),
    pageContext(),
    deskFor(asked, path),
  ]);
  const { results, count } = await listActivity(ctx, String(club.id), {
    ...filter,
    page,
    pageSize: PAGE_SIZE,
  });
  const hrefOf = (more: Record<string, string | undefined>) => `${path}${queryOf(more)}`;
  const isFiltered = filter.by !== undefined || filter.of !== undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div>
        <h1 id="activity" className="text-title">
          {t('title')}
        </h1>
        <p className="text-soft">{t(may(ctx.actor, club.id, 'seeActivity') ? 'lead' : 'leadOwn')}</p>
      </div>
      {isFiltered && (
        <p>
          <Link href={path} className="underline underline-offset-4">
            {t('clear')}
          </Link>
        </p>
      )}
      {results.length > 0 ? (
        <ActivityTable
          acts={results}
          timeZone={club.timeZone}
          hrefOf={{
            person: (id) => hrefOf({ by: id }),
            booking: (id) => hrefOf({ ...filter, page: String(page), booking: id }),
          }}
        />
      ) : (
        <EmptyState title={t('emptyTitle')} text={t('emptyText')} />
      )}
      <Pager
        page={page}
        pageSize={PAGE_SIZE}
        count={count}
        hrefOf={(next) => hrefOf({ ...filter, page: String(next) })}
      />
    </div>
  );
}

function queryOf(more: Record<string, string | undefined>): string {
  const given = Object.entries(more).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}
