import { z } from 'zod';
import { changeCourtSchema } from '@/lib/clubs/courts/change-court';
import { courtFactsSchema } from '@/lib/clubs/courts/court-facts';
import { retireCourtSchema } from '@/lib/clubs/courts/retire-court';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';

const facts = courtFactsSchema.extend({ indoor: z.enum(['true', 'false']).transform((is) => is === 'true') });
const club = z.string().max(100);
const revision = plainInteger(0, Number.MAX_SAFE_INTEGER);

export const addCourtForm = facts.extend({ club });
export const changeCourtForm = facts.extend({ courtId: plainId, revision });

/** The ids of all courts, in their new order, with commas between. */
export const orderCourtsForm = z.strictObject({
  club,
  courtIds: z
    .string()
    .max(2_000)
    .transform((ids) => ids.split(',').map(Number))
    .pipe(z.array(z.int().positive()).min(1).max(200)),
});

export const retireCourtForm = z.strictObject({ courtId: plainId, from: retireCourtSchema.shape.from });
export const returnCourtForm = z
  .strictObject({ courtId: plainId, revision })
  .transform((seen) => changeCourtSchema.parse({ ...seen, retiresOn: null }));
