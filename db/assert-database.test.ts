import { describe, expect, it } from 'vitest';
import { sql } from '@/db';
import { assertDatabase } from './assert-database';

describe('assertDatabase', () => {
  it('accepts a migrated database', async () => {
    await expect(assertDatabase(sql())).resolves.toBeUndefined();
  });

  it('names a migration that was not applied', async () => {
    const [removed] = await sql()`
      delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)
      returning *
    `;
    await expect(assertDatabase(sql())).rejects.toThrow('lacks 1 migration(s): run "npm run db:migrate"');
    await sql()`insert into drizzle.__drizzle_migrations ${sql()(removed ?? {})}`;
  });

  it('refuses a database whose range check exists but was never validated', async () => {
    await sql()`alter table reservations drop constraint reservations_range_positive`;
    await sql()`
      alter table reservations add constraint reservations_range_positive check (ends_at > starts_at) not valid
    `;
    await expect(assertDatabase(sql())).rejects.toThrow('reservations_range_positive is not validated');
    await sql()`alter table reservations validate constraint reservations_range_positive`;
  });

  it('refuses a database without the constraint that keeps a court from being sold twice', async () => {
    await sql()`alter table reservations drop constraint reservations_no_overlap`;
    await expect(assertDatabase(sql())).rejects.toThrow('reservations_no_overlap is missing');
  });
});
