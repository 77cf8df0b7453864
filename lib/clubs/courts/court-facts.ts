import { and, eq, isNull, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { COURT_FORMATS, courts, SPORTS, SURFACES } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import { foldText } from '@/lib/core/input/fold-text';
import { keptName } from '@/lib/core/input/kept-text';

/** What staff say of a court. */
export const courtFactsSchema = z.strictObject({
  name: keptName(40),
  sport: z.enum(SPORTS),
  indoor: z.boolean(),
  surface: z.enum(SURFACES),
  format: z.enum(COURT_FORMATS),
});
export type CourtFacts = z.output<typeof courtFactsSchema>;

/**
 * Checks that no other court that the club sells has that name, in any case and with any accents.
 * @throws AppError invalid_input
 */
export async function assertNameIsFree(
  tx: Tx,
  clubId: number,
  name: string,
  courtId: number | null,
): Promise<void> {
  const others = await tx
    .select({ name: courts.name })
    .from(courts)
    .where(
      and(
        eq(courts.clubId, clubId),
        isNull(courts.deactivatedAt),
        courtId === null ? undefined : ne(courts.id, courtId),
      ),
    );
  if (others.every((other) => foldText(other.name) !== foldText(name))) return;
  throw new AppError('invalid_input', 'Another court of the club has this name.', {
    fields: { name: [NAME_TAKEN] },
  });
}

export const NAME_TAKEN = 'is the name of another court';
