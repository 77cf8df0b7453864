import type { Tx } from '@/db';
import { clubs, courts, openingHours, priceRules } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { ClubPlan } from './club-plan';

/** A club in the database, with its plan. */
export type SeededClub = { plan: ClubPlan; club: Club };

/** Writes the planned clubs with their courts, hours and prices, in their order, as of `since`. */
export async function insertClubs(tx: Tx, plans: readonly ClubPlan[], since: Date): Promise<SeededClub[]> {
  const seeded: SeededClub[] = [];
  for (const plan of plans) seeded.push({ plan, club: await insertClub(tx, plan, since) });
  return seeded;
}

async function insertClub(tx: Tx, plan: ClubPlan, since: Date): Promise<Club> {
  const [row] = await tx
    .insert(clubs)
    .values({ ...plan.club, createdAt: since, publishedAt: since })
    .returning();
  if (!row) throw new Error(`the club ${plan.club.slug} was not written`);
  const clubId = row.id;
  const courtRows = await tx
    .insert(courts)
    .values(plan.courts.map((court, index) => ({ ...court, clubId, position: index + 1 })))
    .returning();
  const courtIds = new Map(courtRows.map((court) => [court.position, court.id]));
  const ruleRows = await tx
    .insert(priceRules)
    .values(
      plan.rules.map(({ courtPositions, ...rule }, index) => ({
        ...rule,
        clubId,
        position: index + 1,
        courtIds: courtPositions?.flatMap((position) => courtIds.get(position) ?? []) ?? null,
      })),
    )
    .returning();
  const hourRows = await tx
    .insert(openingHours)
    .values(plan.hours.map((hours) => ({ ...hours, clubId })))
    .returning();
  return {
    ...row,
    courts: courtRows,
    openingHours: hourRows,
    specialDays: [],
    holidays: new Set(),
    priceRules: ruleRows,
    categories: [],
  };
}
