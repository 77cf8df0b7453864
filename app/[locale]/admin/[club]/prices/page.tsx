import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { ListAct } from '@/components/admin/lists/list-act';
import { chosenList } from '@/components/admin/lists/chosen-list';
import { ListHistory } from '@/components/admin/lists/list-history';
import { OlderList } from '@/components/admin/lists/older-list';
import { PriceCalendar } from '@/components/admin/prices/price-calendar';
import { PriceFilter } from '@/components/admin/prices/price-filter';
import {
  type PricesSearch,
  readSearch,
  searchParams as paramsOf,
} from '@/components/admin/prices/prices-search';
import { RuleList } from '@/components/admin/prices/rule-list';
import { editorWords, rulesEditorProps } from '@/components/admin/prices/rules-editor-props';
import { RulesEditor } from '@/components/admin/prices/rules-editor';
import { WhyPrice } from '@/components/admin/prices/why-price';
import { Callout } from '@/components/ui/callout';
import { LinkTabs } from '@/components/ui/link-tabs';
import { may } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import { findListAct, listReplacements, type Replacement } from '@/lib/clubs/set-up/list-replacements';
import { ruleSchema } from '@/lib/clubs/set-up/price-rules-list';
import { priceWeek } from '@/lib/clubs/set-up/price-week';
import { clockTime } from '@/lib/clubs/set-up/wall-window';
import { weekdayOf } from '@/lib/core/time';
import { pageContext } from '@/lib/web/page-context';
import { undoAtDesk } from '../actions';
import { deskFor } from '../desk-for';
import { saveRules } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_prices'), robots: { index: false } };
}

/** The prices of a club: as a calendar that says which rule decides, and as the list of rules. */
export default async function PricesPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/prices'>) {
  const [{ club: name }, search] = await Promise.all([params, searchParams]);
  const back = deskPath(name, 'prices');
  const [t, ctx, desk] = await Promise.all([getTranslations('prices'), pageContext(), deskFor(name, back)]);
  const { club, person } = desk;
  const asked = readSearch(club, ctx.now.getTime(), search);
  const mayChange = may(person, club.id, 'changePrices');
  const [replacements, act] = mayChange
    ? await Promise.all([
        listReplacements(ctx, club.slug, 'price_rules'),
        findListAct(ctx, club.id, 'price_rules'),
      ])
    : [[], null];
  const hrefWith = (changes: Record<string, string>) => `${back}?${paramsOf(asked, changes)}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <GroupTabs group="sold" page="prices" desk={desk} asked={name} />
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-title">{t('title')}</h1>
          <p className="mt-1 max-w-2xl text-soft">{t('lead')}</p>
        </div>
        <LinkTabs
          label={t('view')}
          tabs={(['calendar', 'list'] as const).map((view) => ({
            label: t(`view_${view}`),
            href: hrefWith({ view }),
            current: view === asked.view,
          }))}
        />
      </div>
      {asked.done && (
        <div role="status">
          <Callout tone="confirmed" title={t('saved')} />
        </div>
      )}
      {mayChange && <ListAct list="price_rules" act={act} timeZone={club.timeZone} undo={undoAtDesk} />}
      {asked.view === 'calendar' ? (
        <Calendar club={club} asked={asked} hrefWith={hrefWith} mayChange={mayChange} />
      ) : (
        <List club={club} name={name} asked={asked} replacements={replacements} mayChange={mayChange} />
      )}
      <ListHistory
        list="price_rules"
        replacements={replacements}
        timeZone={club.timeZone}
        hrefOf={(id) => hrefWith({ view: 'list', from: String(id) })}
      />
    </div>
  );
}

type CalendarProps = {
  club: Club;
  asked: PricesSearch;
  hrefWith: (changes: Record<string, string>) => string;
  mayChange: boolean;
};

async function Calendar({ club, asked, hrefWith, mayChange }: CalendarProps) {
  const t = await getTranslations('prices');
  const { courtId, minute, minutes, monday, category, date } = asked;
  if (courtId === null) return <p>{t('noCourts')}</p>;
  const week = priceWeek(club, { monday, courtId, category, minutes });
  const freshHref = (from: number) =>
    hrefWith({
      view: 'list',
      fresh: `${weekdayOf(date)},${clockTime(from % 1440)},${clockTime((from + 60) % 1440)}`,
    });
  return (
    <>
      <PriceFilter club={club} asked={asked} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        {week.untilMinute === week.fromMinute ? (
          <p>{t('noHours')}</p>
        ) : (
          <PriceCalendar
            club={club}
            week={week}
            chosen={minute === null ? null : { date, minute }}
            hrefOf={(day, at) => `${hrefWith({ date: day, time: clockTime(at) })}#why`}
          />
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          {minute !== null && (
            <WhyPrice
              club={club}
              asked={{ ...asked, courtId, minute }}
              editHref={(place) => `${hrefWith({ view: 'list', rule: String(place) })}#rule-${place}`}
              freshHref={`${freshHref(minute)}#rule-new`}
              mayChange={mayChange}
            />
          )}
          <RuleList
            club={club}
            hrefOf={(place) => `${hrefWith({ view: 'list', rule: String(place) })}#rule-${place}`}
          />
        </div>
      </div>
    </>
  );
}

type ListProps = {
  club: Club;
  name: string;
  asked: PricesSearch;
  replacements: readonly Replacement[];
  mayChange: boolean;
};

async function List({ club, name, asked, replacements, mayChange }: ListProps) {
  const locale = await getLocale();
  if (!mayChange) return <RuleList club={club} />;
  const older = chosenList(replacements, asked.from, ruleSchema);
  return (
    <>
      {older && <OlderList />}
      <RulesEditor
        key={asked.from ?? club.pricesRevision}
        club={name}
        revision={club.pricesRevision}
        open={asked.rule}
        words={await editorWords()}
        submit={saveRules}
        {...(await rulesEditorProps(club, older?.items ?? null, asked.fresh, locale))}
      />
    </>
  );
}
