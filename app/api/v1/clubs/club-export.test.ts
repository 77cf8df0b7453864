import { eq, sql } from 'drizzle-orm';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { series, users } from '@/db/schema';
import { deleteClub } from '@/lib/clubs/delete-club';
import { systemContext } from '@/lib/core/context';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makePayment,
  makeReservation,
  makeStaff,
  makeTillEntry,
  makeUser,
  type User,
} from '@/test/factories';
import { makePhoto } from '@/test/pictures';
import { browserHeaders, keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ providers: ['stripe', 'redis'], appUrl: () => api() });

async function makeOwned() {
  const [club, owner] = await Promise.all([makeClub(), makeUser()]);
  await makeStaff(owner.id, club.id, 'owner');
  const court = await makeCourt({ clubId: club.id });
  return { club, owner, court };
}

/** The rows of each file of the archive, as an English reader gets them. */
async function exportOf(owner: User, clubId: number): Promise<Record<string, Record<string, string>[]>> {
  const response = await fetch(`${api()}/api/v1/clubs/${clubId}/export`, {
    headers: { ...(await keyHeaders(owner, 'read')), 'accept-language': 'en' },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.zip"$/);
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, rowsOf(new TextDecoder().decode(bytes))]),
  );
}

/** Of a table without line breaks or quoted commas in its cells, but for the JSON of the last but one. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trimEnd().split('\r\n');
  const names = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? `${index}`, cell])),
  );
}

describe('the export of a club', () => {
  test('holds bookings, people, money, photos and history, with amounts as numbers and no formulas', async () => {
    const { club, owner, court } = await makeOwned();
    const person = await makeCustomer(club.id, { name: '=HYPERLINK("http://evil.test")', note: '-1' });
    const booking = await makeReservation({
      clubId: club.id,
      courtId: court.id,
      userId: null,
      customerId: person.id,
    });
    await makeTillEntry(booking);
    await db()
      .insert(series)
      .values({
        clubId: club.id,
        courtId: court.id,
        customerId: person.id,
        kind: 'booking',
        weekdays: [1, 4],
        startMinute: 18 * 60 + 30,
        durationMinutes: 90,
        fromDate: '2027-01-04',
        untilDate: '2027-06-30',
        createdBy: owner.id,
      });
    const paid = await makeReservation({ clubId: club.id, courtId: court.id });
    const payment = await makePayment(paid);
    const photo = await makePhoto(club.id, { courtId: court.id });
    const files = await exportOf(owner, club.id);
    expect(Object.keys(files)).toEqual([
      'bookings.csv',
      'series.csv',
      'people.csv',
      'card-payments.csv',
      'card-refunds.csv',
      'dues.csv',
      'till-shifts.csv',
      'till-entries.csv',
      'photos.csv',
      'history.csv',
    ]);
    expect(files['bookings.csv']?.map(({ id }) => id).toSorted()).toEqual([booking.id, paid.id].toSorted());
    expect(files['bookings.csv']).toContainEqual(expect.objectContaining({ id: booking.id, price: '45.00' }));
    const mine = files['people.csv']?.find(({ id }) => id === person.id);
    expect(mine?.name).toBe(`"'=HYPERLINK(""http://evil.test"")"`);
    expect(mine?.note).toBe("'-1");
    expect(files['card-payments.csv']).toMatchObject([
      { id: payment.id, booking_id: paid.id, amount: '45.00', currency: 'EUR' },
    ]);
    expect(files['till-entries.csv']).toMatchObject([{ booking_id: booking.id, amount: '45.00' }]);
    expect(files['series.csv']).toMatchObject([
      { court: court.name, person_id: person.id, weekdays: '1 4', start_time: '18:30', from: '2027-01-04' },
    ]);
    expect(files['photos.csv']).toMatchObject([
      {
        id: photo.id,
        court: court.name,
        alt_en: 'Court 1 at night',
        pixels: '1600 × 1200',
        address: expect.stringMatching(`/files/${photo.id}/1600$`),
      },
    ]);
    expect(files['history.csv']).toContainEqual(
      expect.objectContaining({ object: 'club', to: 'exported', by: 'staff' }),
    );
    expect(files['history.csv']).toContainEqual(
      expect.objectContaining({ object: 'user', object_id: owner.id, to: 'staff_role_granted' }),
    );
  });

  test('holds nothing of another club, however many rows there are', async () => {
    const [{ club, owner, court }, other] = await Promise.all([makeOwned(), makeOwned()]);
    await makeReservation({ clubId: other.club.id, courtId: other.court.id });
    await db().execute(sql`insert into customers (id, club_id, name, words)
      select gen_random_uuid(), case when i > 1200 then ${other.club.id}::int else ${club.id}::int end, 'Ana ' || i, 'ana'
      from generate_series(1, 1300) i`);
    await makeReservation({ clubId: club.id, courtId: court.id });
    const files = await exportOf(owner, club.id);
    expect(files['bookings.csv']).toHaveLength(1);
    expect(new Set(files['people.csv']?.map(({ name }) => name)).size).toBe(1200);
  });

  test('is had of a closed club too', async () => {
    const { club, owner, court } = await makeOwned();
    const { id } = await makeReservation({ clubId: club.id, courtId: court.id });
    await deleteClub(systemContext('test'), club.slug);
    const files = await exportOf(owner, club.id);
    expect(files['bookings.csv']).toMatchObject([{ id, status: 'cancelled' }]);
    const lines = files['history.csv']?.filter(({ object_id }) => object_id === id);
    expect(lines).toMatchObject([
      { object: 'reservation', from: 'confirmed', to: 'cancelled', by: 'system' },
    ]);
  });

  test('asks a session for the password again after a while', async () => {
    const { club, owner } = await makeOwned();
    await db().update(users).set({ passwordHash: 'hash' }).where(eq(users.id, owner.id));
    const headers = await browserHeaders(owner, { life: 'staff', provenAt: 0 });
    const response = await fetch(`${api()}/api/v1/clubs/${club.id}/export`, { headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ reason: 'step_up' });
  });
});
