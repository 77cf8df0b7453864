import { addDays, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeUser } from './factories';
import { keyHeaders } from './requests';

const WORKERS = 6;
const COURTS = 12;
const FIRST_HOUR = 9;
const STARTS = 10;
const date = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);

/** One attempt to book a slot, with its key. */
export type Attempt = { headers: Record<string, string>; body: string };
export type Answer = {
  status: number;
  error: string | null;
  message: string | null;
  reservationId: string | null;
};

/** So many different slots of one club, each wanted by a player with a key of their own. */
export async function makeAttempts(count: number): Promise<Attempt[]> {
  if (count > COURTS * STARTS) throw new Error(`the club has ${COURTS * STARTS} slots`);
  const club = await makeClub();
  const courts = await Promise.all(Array.from({ length: COURTS }, () => makeCourt({ clubId: club.id })));
  const slots = courts.flatMap((court) =>
    Array.from({ length: STARTS }, (_, index) => ({
      court_id: court.id,
      date,
      start_time: `${String(FIRST_HOUR + index).padStart(2, '0')}:00`,
      duration: 60,
    })),
  );
  const attempts: Attempt[] = [];
  for (const slot of slots.slice(0, count)) {
    const headers = { ...(await keyHeaders(await makeUser())), 'content-type': 'application/json' };
    attempts.push({ headers, body: JSON.stringify(slot) });
  }
  return attempts;
}

export async function book(api: string, attempt: Attempt): Promise<Answer> {
  const response = await fetch(`${api}/api/v1/reservations`, { method: 'POST', ...attempt });
  const body = await response.json();
  return {
    status: response.status,
    error: body.error ?? null,
    message: body.message ?? null,
    reservationId: body.id ?? body.reservation?.id ?? null,
  };
}

/** Books them all, several in parallel, and calls `after` with the number of those done. */
export async function bookAll(
  api: string,
  attempts: readonly Attempt[],
  after: (done: number) => Promise<void> = async () => {},
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = [...attempts];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      answers.push(await book(api, next));
      await after(answers.length);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return answers;
}
