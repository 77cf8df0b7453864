import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DayPicker } from '@/components/days/day-picker';
import { MoveChoice } from '@/components/reservation/move/move-choice';
import { MoveStarts } from '@/components/reservation/move/move-starts';
import { ClubTime } from '@/components/shared/club-time';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { OneStop } from '@/components/ui/one-stop';
import { listFreeShares } from '@/lib/availability/list-free-shares';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { askedDate, askedTime } from '@/lib/core/input/asked-time';
import { plainId } from '@/lib/core/input/plain-number';
import { localDateOf, localTime } from '@/lib/core/time';
import { listOwnMoves, type OwnDay, type OwnStart } from '@/lib/moves/list-own-moves';
import { getReservation, type ReservationDetails } from '@/lib/reservations/reservation-details';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../or-not-found';
import { move } from './actions';

type Props = PageProps<'/[locale]/reservations/[id]/move'>;

const PROBLEMS = [
  'slot_taken',
  'lapsed',
  'locked',
  'not_free_any_more',
  'category_quota',
  'rate_limited',
] as const;
type Problem = (typeof PROBLEMS)[number] | 'other';

const asked = z.object({
  date: askedDate.nullable().catch(null),
  time: askedTime.nullable().catch(null),
  court: plainId.nullable().catch(null),
  problem: z
    .enum(PROBLEMS)
    .or(z.string().transform(() => 'other' as const))
    .optional()
    .catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('move');
  return { title: t('title') };
}

export default async function MovePage({ params, searchParams }: Props) {
  const [{ id }, search, ctx, t] = await Promise.all([
    params,
    searchParams,
    pageContext(),
    getTranslations('move'),
  ]);
  const { problem, ...wish } = asked.parse(search);
  const reservation = await orNotFound(getReservation(ctx, id), `/reservations/${id}/move`);
  const { club, startsAt, endsAt, court } = reservation;
  const date = wish.date ?? localDateOf(startsAt.getTime(), club.timeZone);
  const day = await orNotFound(readDay(ctx, id, date), `/reservations/${id}/move`);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <h1 className="text-head">{t('title')}</h1>
        <p className="mt-1 text-soft">
          {t('now')}{' '}
          <strong>
            <ClubTime
              startsAt={startsAt.getTime()}
              endsAt={endsAt.getTime()}
              now={ctx.now.getTime()}
              club={club}
            />{' '}
            · {court.name}
          </strong>
        </p>
      </div>
      {'problem' in day ? (
        <Refused reservation={reservation} problem={day.problem} />
      ) : (
        <>
          {problem && <Callout tone="held" urgent title={t(`problem_${problem}`)} />}
          <Day ctx={ctx} day={day} date={date} wish={wish} />
        </>
      )}
    </div>
  );
}

async function readDay(ctx: Context, id: string, date: string): Promise<OwnDay | { problem: Problem }> {
  try {
    return await listOwnMoves(ctx, id, date);
  } catch (error) {
    if (!isAppError(error, 'conflict', 'not_bookable', 'invalid_input')) throw error;
    return { problem: PROBLEMS.find((one) => one === error.details?.reason) ?? 'other' };
  }
}

type DayProps = {
  ctx: Context;
  day: OwnDay;
  date: string;
  wish: { time: string | null; court: number | null };
};

async function Day({ ctx, day, date, wish }: DayProps) {
  const t = await getTranslations('move');
  const { club, booking, starts } = day;
  const days = await listFreeShares(ctx, [club]);
  const page = `/reservations/${booking.id}/move`;
  const timeOf = ({ startsAt }: OwnStart) => localTime(startsAt, club.timeZone);
  const hrefOf = (start: OwnStart) =>
    `${page}?${new URLSearchParams({ date, time: timeOf(start), court: String(start.court.id) })}`;
  const chosen = starts.find((start) => timeOf(start) === wish.time && start.court.id === wish.court);
  return (
    <>
      <OneStop>
        <DayPicker days={days} selected={date} hrefOf={(other) => `${page}?date=${other}`} />
      </OneStop>
      {starts.length === 0 ? (
        <Callout title={t('none')} />
      ) : (
        <MoveStarts day={day} chosen={chosen} hrefOf={hrefOf} />
      )}
      {wish.time !== null && !chosen && starts.length > 0 && (
        <Callout tone="held" urgent title={t('problem_slot_taken')} />
      )}
      {chosen && <MoveChoice day={day} chosen={chosen} now={ctx.now.getTime()} hrefOf={hrefOf} move={move} />}
    </>
  );
}

async function Refused({ reservation, problem }: { reservation: ReservationDetails; problem: Problem }) {
  const t = await getTranslations('move');
  return (
    <div>
      <Callout tone="held" urgent title={t(`problem_${problem}`)} />
      <Link
        href={`/reservations/${reservation.id}`}
        className={button({ look: 'secondary', className: 'mt-4' })}
      >
        {t('back')}
      </Link>
    </div>
  );
}
