import { z } from 'zod';
import type { Court } from '@/lib/catalogue/catalogue';
import { courtSchema, courtShape } from './court-shape';
import { localDate } from './members';

/** A court as the staff of its club see it. */
export const staffCourtSchema = courtSchema.extend({
  retires_on: localDate.nullable().describe('The first local date on which it is not sold.'),
  revision: z.int(),
});

export const staffCourtShape = (court: Court) => ({
  ...courtShape(court),
  retires_on: court.retiresOn,
  revision: court.revision,
});

/** The member that tells when every service has a change of courts. */
export const operationId = z.uuid().nullable().describe('Null in a preview.');
