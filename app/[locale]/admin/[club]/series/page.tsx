import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { ChangePreview } from '@/components/admin/series/change-preview';
import { NewSeriesForm } from '@/components/admin/series/new-series-form';
import {
  chosenIn,
  readSeriesAddress,
  type Search,
  type SeriesAddress,
  typedIn,
  wishOf,
} from '@/components/admin/series/series-address';
import { changeFieldsIn, changeSeriesForm } from '@/components/admin/series/series-forms';
import { SeriesList } from '@/components/admin/series/series-list';
import { SeriesPreview } from '@/components/admin/series/series-preview';
import { Callout } from '@/components/ui/callout';
import { Section } from '@/components/ui/section';
import { may } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { localDateOf } from '@/lib/core/time';
import { findCustomers, findCustomersSchema } from '@/lib/desk/find-customers';
import { type ChangedSeries, changeSeries } from '@/lib/desk/series/change-series';
import { type CreatedSeries, draftSeries } from '@/lib/desk/series/create-series';
import { listSeries, type ShownSeries } from '@/lib/desk/series/list-series';
import type { CreateSeries } from '@/lib/desk/series/read-series-wish';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { change, end, save } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_series'), robots: { index: false } };
}

/** What repeats at a club, and what shall. */
export default async function SeriesPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/series'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const back = deskPath(asked, 'series');
  const [t, ctx, desk] = await Promise.all([getTranslations(), pageContext(), deskFor(asked, back)]);
  const { club, person } = desk;
  if (!may(person, club.id, 'seePlanner')) return <Forbidden verb="seePlanner" desk={desk} />;
  const isChanged = may(person, club.id, 'changeSeries');
  const isDrafted = may(person, club.id, 'draftSeries');
  const { series } = await listSeries(ctx, club.slug);
  const isNew = isDrafted && search.kind !== undefined;
  const found = isNew ? await preview(ctx, club, readSeriesAddress(search)) : null;
  const changed =
    isChanged && search.changing !== undefined ? await previewChange(ctx, series, search) : null;
  const problem = [found, changed].find((one) => one !== null && 'problem' in one);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <h1 id="series" className="text-title">
        {t('desk.page_series')}
      </h1>
      {(search.done === 'saved' || search.done === 'changed') && (
        <div role="status">
          <Callout tone="confirmed" title={t(`seriesPage.${search.done}`)} />
        </div>
      )}
      {problem && 'problem' in problem && (
        <Callout tone="danger" urgent title={t(`seriesPage.problem_${problem.problem}`)} />
      )}
      {changed && 'items' in changed && (
        <ChangePreview
          preview={changed}
          name={changed.one.customerName ?? changed.one.title ?? t(`seriesPage.kind_${changed.one.kind}`)}
          fields={changed.fields}
          back={back}
          change={change}
        />
      )}
      {found && 'dates' in found && (
        <SeriesPreview
          preview={found}
          wish={found.wish}
          {...{ asked, back }}
          save={isChanged ? save : null}
        />
      )}
      <SeriesList {...{ club, series, asked, back }} actions={isChanged ? { change, end } : null} />
      {isDrafted && (
        <Section
          id="new"
          title={t('seriesPage.new')}
          lead={t(isChanged ? 'seriesPage.newLead' : 'seriesPage.draftLead')}
        >
          <NewSeriesForm
            asked={search.changing === undefined ? typedIn(search) : {}}
            maySetPrice={may(person, club.id, 'setPrice')}
            today={localDateOf(ctx.now.getTime(), club.timeZone)}
            {...{ club, back }}
          />
        </Section>
      )}
    </div>
  );
}

type Changing = ChangedSeries & { one: ShownSeries; fields: Record<string, string> };

/** What a change of a series would do that an address asks for, or why nothing. */
async function previewChange(
  ctx: Context,
  series: readonly ShownSeries[],
  search: Search,
): Promise<Changing | Problem> {
  const one = series.find(({ id }) => id === search.seriesId);
  const fields = one && changeFieldsIn(search, one);
  const asked = changeSeriesForm.safeParse(fields);
  if (!asked.success || !one || !fields) return { problem: 'unfit' };
  const { meant, changes } = asked.data;
  try {
    return { ...(await changeSeries({ ...ctx, preview: true }, meant, changes)), one, fields };
  } catch (error) {
    if (isAppError(error, 'conflict'))
      return { problem: error.details?.reason === 'no_date_left' ? 'none' : 'changed' };
    if (isAppError(error, 'invalid_input') || isAppError(error, 'not_found')) return { problem: 'unfit' };
    throw error;
  }
}

type Previewed = CreatedSeries & { wish: CreateSeries };
type Problem = { problem: 'who' | 'dates' | 'none' | 'price' | 'unfit' | 'changed' };

/** The dates of a series that an address asks for, or why there are none. */
async function preview(ctx: Context, club: Club, asked: SeriesAddress | null): Promise<Previewed | Problem> {
  if (asked === null) return { problem: 'unfit' };
  const customerId =
    asked.kind === 'booking' ? (chosenIn(asked) ?? (await findOne(ctx, club, asked.who))) : null;
  if (asked.kind === 'booking' && customerId === null) return { problem: 'who' };
  const wished = wishOf(asked, customerId);
  if ('problem' in wished) return { problem: wished.problem };
  try {
    return { ...(await draftSeries(ctx, club.slug, wished.wish)), wish: wished.wish };
  } catch (error) {
    if (isAppError(error, 'invalid_input')) return { problem: problemAt(error.fields ?? {}) };
    if (isAppError(error, 'not_found')) return { problem: 'who' };
    if (isAppError(error, 'conflict')) return { problem: 'none' };
    throw error;
  }
}

function problemAt(fields: Readonly<Record<string, unknown>>): Problem['problem'] {
  if (fields.from || fields.until) return 'dates';
  return fields['price.amount'] ? 'price' : 'unfit';
}

/** The only person of a club with these words. */
async function findOne(ctx: Context, club: Club, q: string): Promise<string | null> {
  if (q === '') return null;
  const { results } = await findCustomers(ctx, club.id, findCustomersSchema.parse({ q }));
  const [one, other] = results;
  return one && !other ? one.id : null;
}
