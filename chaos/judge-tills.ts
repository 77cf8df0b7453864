import { db } from '@/db';
import { tillEntries, tillShifts } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';

/** Checks each till to the cent: what was counted on, no entry after its end, nothing reversed twice. */
export async function judgeTills(): Promise<string[]> {
  const entries = groupBy(await db().select().from(tillEntries), ({ shiftId }) => shiftId);
  return (await db().select().from(tillShifts)).flatMap(({ id, floatMinor, closedAt, expectedMinor }) => {
    const own = entries.get(id) ?? [];
    const cash = own
      .filter(({ method }) => method === 'cash')
      .reduce((sum, { amountMinor }) => sum + amountMinor, floatMinor);
    const late = own.filter(({ at }) => closedAt !== null && at > closedAt);
    return [
      ...(closedAt !== null && cash !== expectedMinor
        ? [`P9 till ${id} was closed with ${expectedMinor} and has ${cash}`]
        : []),
      ...late.map((entry) => `P9 entry ${entry.id} came to till ${id} after it was closed`),
    ];
  });
}
