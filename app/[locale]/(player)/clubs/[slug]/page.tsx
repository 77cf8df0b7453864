import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { z } from 'zod';
import { ClubGallery } from '@/components/club/club-gallery';
import { ClubHeader } from '@/components/club/club-header';
import { ClubPlace } from '@/components/club/club-place';
import { ClubInfo } from '@/components/club/club-info';
import { ClubStarts } from '@/components/club/club-starts';
import { describeClub } from '@/components/club/describe-club';
import { QuotaNote } from '@/components/club/quota-note';
import { WAITING, WaitAtClub } from '@/components/club/wait-at-club';
import { WatchDay } from '@/components/club/watch-day';
import { parseSearchQuery } from '@/components/search/search-query';
import { DayPicker } from '@/components/days/day-picker';
import { JsonLd } from '@/components/share/json-ld';
import { publicMetadata } from '@/components/share/public-metadata';
import { viewClubShare } from '@/components/share/share-view';
import { EmptyDay } from '@/components/shared/empty-day';
import { Link } from '@/components/shared/link';
import { NearbyStarts } from '@/components/shared/nearby-starts';
import { quantityIn } from '@/components/shared/extra-fields';
import { slotValue } from '@/components/shared/slot-choice';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { LinkTabs } from '@/components/ui/link-tabs';
import { OneStop } from '@/components/ui/one-stop';
import { explainEmptyDay } from '@/lib/availability/explain-empty-day';
import type { Alternative } from '@/lib/availability/find-alternatives';
import { type ClubDay, findClubDay } from '@/lib/availability/find-slots';
import { listFreeShares } from '@/lib/availability/list-free-shares';
import { type OfferAnswer, offerOrNearest } from '@/lib/availability/offer-or-nearest';
import { openWindows } from '@/lib/availability/open-day';
import { type Club, type Court, isListed } from '@/lib/catalogue/catalogue';
import { getSeenClub } from '@/lib/catalogue/get-seen-club';
import { listPhotos } from '@/lib/catalogue/list-photos';
import type { Context } from '@/lib/core/context';
import { plainId } from '@/lib/core/input/plain-number';
import { addDays, instantsOf, type LocalDate, localDateOf, MINUTE_MS, parseLocalTime } from '@/lib/core/time';
import { findOwnHold } from '@/lib/reservations/find-own-hold';
import { HOLD_LIMITS } from '@/lib/reservations/hold-limits';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '@/lib/web/sign-in-href';
import { orNotFound } from '../../../or-not-found';
import { book } from '../../actions';
import { wait } from './actions';

type Props = PageProps<'/[locale]/clubs/[slug]'>;

/** For the page and what is told of it. */
const readPhotos = cache(async (clubId: number) => (await listPhotos([clubId])).get(clubId) ?? []);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, ctx, t, locale] = await Promise.all([
    params,
    pageContext(),
    getTranslations('club'),
    getLocale(),
  ]);
  const club = await orNotFound(getSeenClub(ctx, slug), `/clubs/${slug}`);
  const title = `${club.name}, ${club.city}`;
  if (!isListed(club)) return { title };
  const description = club.about[locale] || t('description', { name: club.name, city: club.city });
  const [photo] = await readPhotos(club.id);
  const share = { subject: club.id, view: viewClubShare(club, photo, locale) };
  return publicMetadata({ path: `/clubs/${club.slug}`, locale, title, description, share });
}

const choice = z.object({
  court: plainId.nullable().catch(null),
  view: z.enum(['grid', 'list']).catch('grid'),
  map: z.enum(['open']).nullable().catch(null),
  problem: z.enum(HOLD_LIMITS).nullable().catch(null),
  waiting: z.enum(WAITING).nullable().catch(null),
});

export default async function ClubPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const search = await searchParams;
  const asked = parseSearchQuery(search);
  const { court: courtId, view, map, problem, waiting } = choice.parse(search);
  const [ctx, t, locale] = await Promise.all([pageContext(), getTranslations(), getLocale()]);
  const club = await orNotFound(getSeenClub(ctx, slug), `/clubs/${slug}`);
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const askedDate = asked.date ?? today;
  const court = club.courts.find(({ id }) => id === courtId);
  const date = court ? dateOpened(club, askedDate, asked.time) : askedDate;
  const duration = club.durationsMinutes.includes(asked.duration)
    ? asked.duration
    : Math.min(...club.durationsMinutes);
  const [photos, days, day, refusal] = await Promise.all([
    readPhotos(club.id),
    listFreeShares(ctx, [club]),
    findClubDay(ctx, { club: club.id, date, duration }),
    explainRefusal(ctx, club, { court, date: askedDate, time: asked.time, duration }),
  ]);
  const empty = day.courts.every(({ slots }) => slots.length === 0)
    ? await explainEmptyDay(ctx, [club], { date, durationMinutes: duration, quota: day.quota })
    : null;
  const hrefWith = (changes: Record<string, string>) =>
    `/clubs/${slug}?${new URLSearchParams({
      date,
      duration: String(duration),
      ...(asked.time && { time: asked.time }),
      ...(view === 'list' && { view }),
      ...changes,
    })}`;
  const chosen =
    court && asked.time && !refusal
      ? slotValue({ courtId: court.id, date: askedDate, startTime: asked.time, durationMinutes: duration })
      : null;
  const step = problem && nextStep(problem, signInHref(hrefWith({}), ctx.locale));
  const durations = (
    <LinkTabs
      label={t('search.duration')}
      tabs={club.durationsMinutes.map((minutes) => ({
        label: t('common.minutes', { minutes }),
        href: hrefWith({ duration: String(minutes) }),
        current: minutes === duration,
      }))}
    />
  );
  return (
    <>
      {isListed(club) && <JsonLd things={describeClub({ club, photos, day, today, locale })} />}
      <ClubHeader club={club} photo={photos[0]} />
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-3">
        <a href="#starts-of-day" className={SKIP}>
          {t('club.skipToStarts')}
        </a>
        <OneStop>
          <DayPicker days={days} selected={date} hrefOf={(other) => hrefWith({ date: other })} />
        </OneStop>
        {problem && (
          <Callout tone="held" urgent title={t(`holdLimit.${problem}.title`)}>
            <p>{t(`holdLimit.${problem}.text`, { minutes: club.holdMinutes })}</p>
            {step && (
              <Link href={step.href} className={button({ look: 'secondary', className: 'mt-3' })}>
                {t(step.label)}
              </Link>
            )}
          </Callout>
        )}
        {refusal?.mine && (
          <Callout tone="held" urgent title={t('club.yours')}>
            <Link href={`/checkout/${refusal.mine}`} className={button({ className: 'mt-3' })}>
              {t('club.payYours')}
            </Link>
          </Callout>
        )}
        {refusal && !refusal.mine && (
          <Callout tone="held" urgent title={t(`notBookable.${refusal.reason}`)}>
            <p>{refusal.alternatives.length > 0 ? t('club.nearest') : t('club.noneText', { duration })}</p>
            <NearbyStarts
              book={book}
              club={club}
              alternatives={refusal.alternatives}
              now={ctx.now.getTime()}
            />
          </Callout>
        )}
        {empty ? (
          <>
            {durations}
            <EmptyDay date={date} why={empty} hrefOf={(other) => hrefWith({ date: other })} />
          </>
        ) : (
          <form action={book} className="grid grid-cols-[minmax(0,1fr)] gap-3">
            {day.quota && <QuotaNote quota={day.quota} />}
            <ClubStarts
              day={day}
              now={ctx.now.getTime()}
              view={view}
              chosenValue={chosen}
              askedTime={asked.time}
              quantityOf={quantityIn(search)}
              hrefOf={(other) => hrefWith({ view: other })}
            >
              {durations}
            </ClubStarts>
          </form>
        )}
        {canWait(day, today) && (empty === null || empty.kind === 'full') && (
          <WaitAtClub
            day={day}
            askedTime={asked.time}
            outcome={waiting}
            isFull={empty !== null}
            email={ctx.actor.kind === 'person' ? ctx.actor.email : null}
            wait={wait}
          />
        )}
      </div>
      <ClubGallery club={club} photos={photos} />
      <ClubInfo club={club} today={today} />
      <ClubPlace club={club} isOpen={map === 'open'} href={`${hrefWith({ map: 'open' })}#map`} />
      {ctx.actor.kind === 'person' && <WatchDay clubId={club.id} date={date} />}
    </>
  );
}

/** Whether somebody has taken a time of that day for which others may wait. */
const canWait = ({ club, date, courts }: ClubDay, today: LocalDate): boolean =>
  isListed(club) && date >= today && courts.some(({ busy }) => busy.length > 0);

/** What helps against a limit of holds: to end one, or to sign in. */
function nextStep(problem: (typeof HOLD_LIMITS)[number], signIn: string) {
  switch (problem) {
    case 'open_holds':
      return { href: '/reservations', label: 'club.seeHolds' } as const;
    case 'open_hold':
      return { href: '/', label: 'club.seeHold' } as const;
    case 'start_rests_here':
    case 'visitors_here':
    case 'visitors_at_club':
      return { href: signIn, label: 'nav.signIn' } as const;
    case 'unpaid_today':
    case 'start_rests':
      return null;
  }
}

/** A link for keyboards, past the fourteen days. */
const SKIP =
  'sr-only rounded-md focus-visible:not-sr-only focus-visible:w-fit focus-visible:bg-card focus-visible:px-3 focus-visible:py-2';

/** The club's day of a start. One past midnight belongs to the evening before. */
function dateOpened(club: Club, date: LocalDate, time: string | null): LocalDate {
  const [startsAt] = time === null ? [] : instantsOf(date, parseLocalTime(time) ?? 0, club.timeZone);
  const evening = addDays(date, -1);
  const runsOver = openWindows(club, evening).some(
    (window) => startsAt !== undefined && window.startsAt <= startsAt && startsAt < window.endsAt,
  );
  return runsOver ? evening : date;
}

type Asked = { court: Court | undefined; date: string; time: string | null; duration: number };

type Refused = {
  reason: Extract<OfferAnswer, { ok: false }>['reason'];
  alternatives: readonly Alternative[];
  /** The reader's own hold that is in the way. */
  mine: string | null;
};

/** Why the start in the address cannot be booked, with nearby ones. Null when it can, or there is none. */
async function explainRefusal(
  ctx: Context,
  club: Club,
  { court, date, time, duration }: Asked,
): Promise<Refused | null> {
  if (!court || time === null) return null;
  const [startsAt] = instantsOf(date, parseLocalTime(time) ?? 0, club.timeZone);
  if (startsAt === undefined) return { reason: 'dst_gap', alternatives: [], mine: null };
  const asked = { courtId: court.id, sport: court.sport, startsAt, durationMinutes: duration };
  const answer = await offerOrNearest(ctx, club, asked);
  if (answer.ok) return null;
  const stretch = { courtId: court.id, startsAt, endsAt: startsAt + duration * MINUTE_MS };
  const held = answer.reason === 'taken' ? await findOwnHold(ctx, stretch) : null;
  return { ...answer, mine: held?.id ?? null };
}
