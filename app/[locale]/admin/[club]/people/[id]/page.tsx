import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { AlikeNote } from '@/components/people/alike-note';
import { BlockPerson } from '@/components/people/block-person';
import { BlockedNote } from '@/components/people/blocked-note';
import { ErasePerson } from '@/components/people/erase-person';
import { MergeLink } from '@/components/people/merge-link';
import { personPath } from '@/components/people/people-paths';
import { PersonBookings } from '@/components/people/person-bookings';
import { PersonForm } from '@/components/people/person-form';
import { PersonHead } from '@/components/people/person-head';
import { SettlePerson } from '@/components/people/settle-person';
import { Callout } from '@/components/ui/callout';
import { may, type Verb } from '@/lib/auth/permissions';
import { getTill } from '@/lib/billing/get-till';
import { listOfferedCategories } from '@/lib/desk/save-customer';
import { listAlike } from '@/lib/desk/people/list-alike';
import { listPersonBookings } from '@/lib/desk/people/list-person-bookings';
import { readOwed } from '@/lib/desk/people/read-owed';
import { readFigures } from '@/lib/desk/people/read-figures';
import { pageContext } from '@/lib/web/page-context';
import { block, changePerson, erase, settle, unblock } from '../actions';
import { personFor } from './person-for';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('personTitle'), robots: { index: false } };
}

/** One person of a club: who they are, what they booked and owe, and what staff may do about them. */
export default async function PersonPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/people/[id]'>) {
  const [{ club: asked, id }, { done }] = await Promise.all([params, searchParams]);
  const [t, ctx, { desk, person }] = await Promise.all([
    getTranslations('people'),
    pageContext(),
    personFor(asked, id, personPath(asked, id)),
  ]);
  if (person === null) return <Forbidden verb="seePeople" desk={desk} />;
  const { club } = desk;
  const { now } = ctx;
  const mayAlso = (verb: Verb) => may(desk.person, club.id, verb);
  const [figures, { ahead, past }, alike, owedMinor] = await Promise.all([
    readFigures([person], now).then((known) => known.get(person.id)),
    listPersonBookings(person, now),
    listAlike(person),
    mayAlso('takeMoney') ? readOwed(person) : 0,
  ]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <PersonHead person={person} figures={figures} club={club} asked={asked} />
      {done === 'merged' && (
        <div role="status">
          <Callout tone="confirmed" title={t('mergedDone')} />
        </div>
      )}
      {done === 'settled' && (
        <div role="status">
          <Callout tone="confirmed" title={t('settledDone')} />
        </div>
      )}
      <BlockedNote person={person} asked={asked} unblock={mayAlso('blockCustomer') ? unblock : null} />
      {mayAlso('mergePeople') && <AlikeNote person={person} alike={alike} asked={asked} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <PersonBookings
          ahead={ahead}
          past={past}
          club={club}
          hrefOf={(booking) => `${personPath(asked, person.id)}?${new URLSearchParams({ booking })}`}
        />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          {owedMinor > 0 && (
            <SettlePerson
              person={person}
              asked={asked}
              owedMinor={owedMinor}
              currency={club.currency}
              open={(await getTill(ctx, club.slug)).open}
              settle={settle}
            />
          )}
          <section aria-labelledby="details" className="grid gap-4">
            <h2 id="details" className="text-lead">
              {t('details')}
            </h2>
            <PersonForm
              person={person}
              asked={asked}
              categories={mayAlso('setCategory') ? listOfferedCategories(club) : null}
              change={changePerson}
            />
          </section>
          <div className="grid gap-2">
            {mayAlso('mergePeople') && <MergeLink person={person} asked={asked} />}
            {mayAlso('blockCustomer') && person.blockedAt === null && (
              <BlockPerson person={person} asked={asked} ahead={ahead.length} block={block} />
            )}
            {mayAlso('erasePeople') && (
              <ErasePerson
                person={person}
                asked={asked}
                bookings={figures?.bookings ?? 0}
                ahead={ahead.length}
                erase={erase}
              />
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
