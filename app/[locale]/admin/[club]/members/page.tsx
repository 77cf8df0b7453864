import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { EditedList } from '@/components/admin/lists/edited-list';
import { CategoriesEditor } from '@/components/admin/members/categories-editor';
import { fieldsOf } from '@/components/admin/members/category-fields';
import { memberWords } from '@/components/admin/members/member-words';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { Callout } from '@/components/ui/callout';
import { RecordTable } from '@/components/ui/record-table';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { may } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import { categoryJson, categorySchema } from '@/lib/clubs/set-up/categories-list';
import { clockTime } from '@/lib/clubs/set-up/wall-window';
import type { Context } from '@/lib/core/context';
import { pageContext } from '@/lib/web/page-context';
import { undoAtDesk } from '../actions';
import { deskFor } from '../desk-for';
import { saveCategories, saveRelease } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_members'), robots: { index: false } };
}

/** The categories of a club's people: how far ahead, how often and when they may book. */
export default async function MembersPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/members'>) {
  const [{ club: name }, { done, from }] = await Promise.all([params, searchParams]);
  const back = deskPath(name, 'members');
  const [t, locale, ctx, desk] = await Promise.all([
    getTranslations('members'),
    getLocale(),
    pageContext(),
    deskFor(name, back),
  ]);
  const { club, person } = desk;
  const mayChange = may(person, club.id, 'changeCategories');
  const prime = club.priceRules.filter((rule) => rule.prime).map((rule) => rule.name[locale]);
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      <GroupTabs group="sold" page="members" desk={desk} asked={name} />
      <div>
        <h1 id="categories" className="text-title">
          {t('title')}
        </h1>
        <p className="mt-1 max-w-2xl text-soft">{t('lead')}</p>
        <p className="mt-1 max-w-2xl text-soft">
          <span>
            {prime.length > 0
              ? t('primeIs', { rules: new Intl.ListFormat(locale).format(prime) })
              : t('primeIsNot')}
          </span>{' '}
          <Link href={`${deskPath(name, 'prices')}?view=list`} className="underline underline-offset-4">
            {t('toPrices')}
          </Link>
        </p>
      </div>
      {done === 'saved' && (
        <div role="status">
          <Callout tone="confirmed" title={t('saved')} />
        </div>
      )}
      {mayChange ? <Editor ctx={ctx} club={club} name={name} from={from} /> : <CategoryTable club={club} />}
      <Release club={club} name={name} mayChange={may(person, club.id, 'changeClub')} />
    </div>
  );
}

type EditorProps = { ctx: Context; club: Club; name: string; from: string | string[] | undefined };

async function Editor({ ctx, club, name, from }: EditorProps) {
  const words = await memberWords(club.horizonDays);
  return (
    <EditedList
      ctx={ctx}
      club={club}
      list="categories"
      item={categorySchema}
      from={from}
      hrefOf={(id) => `${deskPath(name, 'members')}?from=${id}`}
      undo={undoAtDesk}
    >
      {(older) => (
        <CategoriesEditor
          key={`${club.categoriesRevision} ${older?.id}`}
          club={name}
          revision={club.categoriesRevision}
          categories={(older?.items ?? club.categories.map(categoryJson)).map(fieldsOf)}
          words={words}
          submit={saveCategories}
        />
      )}
    </EditedList>
  );
}

async function CategoryTable({ club: { categories, horizonDays } }: { club: Club }) {
  const [t, locale] = await Promise.all([getTranslations('members'), getLocale()]);
  if (categories.length === 0) return <p>{t('none')}</p>;
  return (
    <RecordTable
      labelledBy="categories"
      head={[t('name'), t('horizon'), t('upcoming'), t('prime')]}
      rows={categories.map((category) => ({
        key: category.id,
        cells: [
          category.name[locale],
          String(category.horizonDays ?? horizonDays),
          String(category.maxUpcoming ?? '–'),
          String(category.maxPrimePerWeek ?? '–'),
        ],
      }))}
    />
  );
}

type ReleaseProps = { club: Club; name: string; mayChange: boolean };

/** At what time of the day the last day of the horizon opens, for everybody. */
async function Release({ club: { releaseMinute, revision }, name, mayChange }: ReleaseProps) {
  const t = await getTranslations('members');
  const at = releaseMinute === null ? '' : clockTime(releaseMinute);
  return (
    <Section id="release" title={t('release')} lead={t('releaseLead')}>
      {mayChange ? (
        <ActionForm
          action={saveRelease}
          words={await errorWords()}
          className="grid items-end gap-3 sm:grid-cols-[12rem_auto] sm:justify-start"
        >
          <input type="hidden" name="club" value={name} />
          <input type="hidden" name="revision" value={revision} />
          <FormText label={t('releaseAt')} name="release" type="time" defaultValue={at} />
          <SubmitButton look="secondary">{t('releaseSave')}</SubmitButton>
        </ActionForm>
      ) : (
        <p>{at || t('releaseMidnight')}</p>
      )}
    </Section>
  );
}
