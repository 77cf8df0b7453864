import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { BookingPanel } from '@/components/admin/panel/booking-panel';
import { type PresenceAct, presenceActs } from '@/components/admin/panel/presence-acts';
import { restoreChoice } from '@/components/admin/panel/restore-choice';
import { UndoBeside } from '@/components/admin/undo-beside';
import { OFF_BOARD } from '@/db/schema';
import { may, type Verb } from '@/lib/auth/permissions';
import { listCancellationChoices } from '@/lib/cancellations/preview-cancellation';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { addDays, localDateOf, localTime, MINUTE_MS, weekdayOf } from '@/lib/core/time';
import { findUndoable } from '@/lib/desk/acts/find-undoable';
import { type ClubBooking, getBooking } from '@/lib/desk/bookings/get-booking';
import type { Desk } from '@/lib/desk/open-desk';
import { mayChangePlayers } from '@/lib/reservations/change-players';
import { pageContext } from '@/lib/web/page-context';
import {
  addPlayerAtDesk,
  cancelAtDesk,
  changeAtDesk,
  linkAtDesk,
  markAtDesk,
  noteAtDesk,
  payAtDesk,
  removePlayerAtDesk,
  resendAtDesk,
  restoreAtDesk,
  undoAtDesk,
  waiveAtDesk,
} from '../../actions';
import { deskOrNull } from '../../desk-for';
import { orNull } from '../../or-null';

const ACTIONS = {
  acts: { note: noteAtDesk, lock: changeAtDesk, restore: restoreAtDesk, undo: undoAtDesk },
  change: changeAtDesk,
  resend: resendAtDesk,
  cancel: cancelAtDesk,
  players: { add: addPlayerAtDesk, remove: removePlayerAtDesk, mark: markAtDesk },
  dues: { pay: payAtDesk, link: linkAtDesk, waive: waiveAtDesk },
};

type Search = Readonly<Record<string, string | string[] | undefined>>;
type Props = { params: Promise<{ club: string; page: string[] }>; searchParams: Promise<Search> };

/**
 * What lies beside any page: what was done just now, where the page does not tell it, and the booking that its address
 * names. The page refuses whoever may not read it.
 */
export default async function Panel({ params, searchParams }: Props) {
  const [{ club: asked, page }, search] = await Promise.all([params, searchParams]);
  const [ctx, desk] = await Promise.all([pageContext(), deskOrNull(asked)]);
  if (!desk) return null;
  const id = z.uuid().safeParse(search.booking).data;
  return (
    <>
      {page[0] !== 'planner' && <UndoBeside ctx={ctx} desk={desk} asked={asked} undo={undoAtDesk} />}
      {id !== undefined && (
        <Booking ctx={ctx} desk={desk} id={id} asked={asked} page={page} search={search} />
      )}
    </>
  );
}

type BookingProps = { ctx: Context; desk: Desk; id: string; asked: string; page: string[]; search: Search };

async function Booking({ ctx, desk, id, asked, page, search }: BookingProps) {
  const booking = await orNull(getBooking(ctx, desk.club.id, id));
  if (!booking) return null;
  const [choices, undoable] = await Promise.all([
    listChoices(ctx, booking),
    findUndoable(ctx, booking.clubId, booking.id),
  ]);
  const presence = presenceHere(ctx, booking, desk.club);
  const mayHere = (verb: Verb) => may(ctx.actor, booking.clubId, verb);
  return (
    <BookingPanel
      booking={booking}
      now={ctx.now.getTime()}
      closeHref={withoutBooking(`/admin/${[asked, ...page].join('/')}`, search)}
      choices={choices}
      presence={presence}
      undoable={undoable}
      moveHrefs={moveHere(ctx, booking, asked)}
      repeatHref={repeatHere(ctx, booking, asked)}
      restore={undoable === null ? restoreHere(ctx, booking, asked) : null}
      may={{
        changeDetails: mayHere('bookAtDesk') && !OFF_BOARD.some((status) => status === booking.status),
        changePlayers: mayHere('changePlayers') && mayChangePlayers(booking, ctx.now),
        checkIn: presence.some((act) => act === 'check_in' || act === 'undo_check_in'),
        resend: mayHere('resend'),
        takeMoney: mayHere('takeMoney'),
        payOut: mayHere('payOut'),
        waiveDue: mayHere('waiveDue'),
      }}
      actions={ACTIONS}
    />
  );
}

async function listChoices(ctx: Context, { id, clubId, kind }: ClubBooking) {
  const mayEnd = kind !== 'closure' && may(ctx.actor, clubId, 'cancelByPolicy');
  return mayEnd ? listCancellationChoices(ctx, id) : [];
}

/** Checking in and marking a no-show are of the same roles. */
function presenceHere(ctx: Context, booking: ClubBooking, { checkInFromMinutes }: Club): PresenceAct[] {
  if (!may(ctx.actor, booking.clubId, 'checkIn')) return [];
  const from = booking.startsAt.getTime() - checkInFromMinutes * MINUTE_MS;
  return presenceActs(booking, ctx.now.getTime(), from);
}

/** Only what is confirmed and not locked moves. */
function moveHere(
  ctx: Context,
  { id, clubId, courtId, status, lockedAt, ...booking }: ClubBooking,
  asked: string,
) {
  if (!may(ctx.actor, clubId, 'moveBookings') || status !== 'confirmed' || lockedAt !== null) return null;
  const { date, time } = wallOf(booking);
  const planner = deskPath(asked, 'planner');
  return {
    move: `${planner}?${new URLSearchParams({ date, move: id })}`,
    delay: `${planner}/shift?${new URLSearchParams({ date, court: String(courtId), from: time })}`,
  };
}

/** The same place and person each week from the next one on, for a quarter of a year. */
function repeatHere(ctx: Context, booking: ClubBooking, asked: string): string | null {
  const { clubId, courtId, kind, status, seriesId, who, startsAt, endsAt } = booking;
  if (!may(ctx.actor, clubId, 'changeSeries') || status !== 'confirmed' || seriesId !== null) return null;
  if (kind === 'closure' || kind === 'walk_in') return null;
  const { date, time } = wallOf(booking);
  const wish = {
    kind,
    court: String(courtId),
    weekday: String(weekdayOf(date)),
    every: '1',
    start: time,
    length: String((endsAt.getTime() - startsAt.getTime()) / MINUTE_MS),
    from: addDays(date, 7),
    until: addDays(date, 7 * 13),
    who: who?.email ?? who?.phone ?? who?.name ?? '',
    title: booking.title ?? '',
  };
  return `${deskPath(asked, 'series')}?${new URLSearchParams(wish)}`;
}

/** What is booked anew begins at the same place of the board, for the same person and as long. */
function restoreHere(ctx: Context, booking: ClubBooking, asked: string) {
  if (!may(ctx.actor, booking.clubId, 'cancelByPolicy')) return null;
  const chosen = restoreChoice(booking, ctx.now.getTime());
  if (chosen?.choice !== 'anew') return chosen;
  const { date, time } = wallOf(booking);
  const { courtId, kind, who, startsAt, endsAt } = booking;
  const minutes = (endsAt.getTime() - startsAt.getTime()) / MINUTE_MS;
  const wish = new URLSearchParams({ date, new: `${courtId}T${time}`, kind, minutes: String(minutes) });
  if (who?.customerId) wish.set('for', who.customerId);
  return { ...chosen, href: `${deskPath(asked, 'planner')}?${wish}` };
}

/** The start of a booking by the clock of its club. */
function wallOf({ startsAt, club: { timeZone } }: Pick<ClubBooking, 'startsAt' | 'club'>) {
  const ms = startsAt.getTime();
  return { date: localDateOf(ms, timeZone), time: localTime(ms, timeZone) };
}

function withoutBooking(path: string, search: Search): string {
  const others = Object.entries(search).flatMap(([name, value]) =>
    name === 'booking' ? [] : [value ?? []].flat().map((one) => [name, one]),
  );
  return others.length > 0 ? `${path}?${new URLSearchParams(others)}` : path;
}
