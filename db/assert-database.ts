import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';
import { DatabaseError } from './database-error';
import { MIGRATIONS_FOLDER, readAppliedHashes } from './migrate';

/** The constraints without which a court can be sold twice. */
const PROMISES = ['reservations_no_overlap', 'reservations_range_positive'];

/**
 * Checks that every migration is applied and that the constraints which keep a court from being sold twice exist and
 * are validated.
 * @throws DatabaseError naming each thing that is missing
 */
export async function assertDatabase(sql: postgres.Sql): Promise<void> {
  const findings = [...(await findMissingMigrations(sql)), ...(await findBrokenPromises(sql))];
  if (findings.length > 0) throw new DatabaseError(findings.join('\n'));
}

async function findMissingMigrations(sql: postgres.Sql): Promise<string[]> {
  const applied = await readAppliedHashes(sql);
  const missing = readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).filter(
    ({ hash }) => !applied.has(hash),
  );
  return missing.length === 0
    ? []
    : [`The database lacks ${missing.length} migration(s): run "npm run db:migrate".`];
}

async function findBrokenPromises(sql: postgres.Sql): Promise<string[]> {
  const found = await sql<{ conname: string; convalidated: boolean }[]>`
    select conname, convalidated from pg_constraint
    where conrelid = to_regclass('reservations') and conname in ${sql(PROMISES)}
  `;
  const validated = new Map(found.map((row) => [row.conname, row.convalidated]));
  return PROMISES.flatMap((name) => {
    const state = validated.get(name);
    if (state === undefined) return [`The constraint ${name} is missing: a court could be sold twice.`];
    return state ? [] : [`The constraint ${name} is not validated: a court may have been sold twice.`];
  });
}
