import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { extraWords } from '@/components/admin/extras/extra-words';
import { ExtrasEditor } from '@/components/admin/extras/extras-editor';
import { fieldsOf } from '@/components/admin/extras/extras-form';
import { GroupTabs } from '@/components/admin/group-tabs';
import { EditedList } from '@/components/admin/lists/edited-list';
import { Callout } from '@/components/ui/callout';
import { RecordTable } from '@/components/ui/record-table';
import { may } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import { extraJson, extraSchema } from '@/lib/clubs/set-up/extras-list';
import type { Context } from '@/lib/core/context';
import { formatMoney } from '@/lib/core/money';
import { pageContext } from '@/lib/web/page-context';
import { undoAtDesk } from '../actions';
import { deskFor } from '../desk-for';
import { saveExtras } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_extras'), robots: { index: false } };
}

/** What a club sells with a court, and for how much. */
export default async function ExtrasPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/extras'>) {
  const [{ club: name }, { done, from }] = await Promise.all([params, searchParams]);
  const [t, ctx, desk] = await Promise.all([
    getTranslations('extras'),
    pageContext(),
    deskFor(name, deskPath(name, 'extras')),
  ]);
  const { club, person } = desk;
  return (
    <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-6">
      <GroupTabs group="sold" page="extras" desk={desk} asked={name} />
      <div>
        <h1 id="extras" className="text-title">
          {t('title')}
        </h1>
        <p className="mt-1 max-w-2xl text-soft">{t('lead')}</p>
      </div>
      {done === 'saved' && (
        <div role="status">
          <Callout tone="confirmed" title={t('saved')} />
        </div>
      )}
      {may(person, club.id, 'changePrices') ? (
        <Editor ctx={ctx} club={club} name={name} from={from} />
      ) : (
        <ExtraTable club={club} />
      )}
    </div>
  );
}

type EditorProps = { ctx: Context; club: Club; name: string; from: string | string[] | undefined };

async function Editor({ ctx, club, name, from }: EditorProps) {
  const words = await extraWords(club.currency);
  return (
    <EditedList
      ctx={ctx}
      club={club}
      list="extras"
      item={extraSchema}
      from={from}
      hrefOf={(id) => `${deskPath(name, 'extras')}?from=${id}`}
      undo={undoAtDesk}
    >
      {(older) => (
        <ExtrasEditor
          key={`${club.extrasRevision} ${older?.id}`}
          club={name}
          revision={club.extrasRevision}
          extras={(older?.items ?? club.extras.map((extra) => extraJson(extra, club.currency))).map((extra) =>
            fieldsOf(extra, ctx.locale),
          )}
          words={words}
          submit={saveExtras}
        />
      )}
    </EditedList>
  );
}

async function ExtraTable({ club: { extras, currency } }: { club: Club }) {
  const [t, locale] = await Promise.all([getTranslations('extras'), getLocale()]);
  if (extras.length === 0) return <p>{t('none')}</p>;
  return (
    <RecordTable
      labelledBy="extras"
      head={[t('name'), t('price', { currency })]}
      rows={extras.map(({ code, name, priceMinor }) => ({
        key: code,
        cells: [name[locale], formatMoney(priceMinor, currency, locale)],
      }))}
    />
  );
}
