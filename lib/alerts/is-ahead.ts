import { sql } from 'drizzle-orm';
import { slotAlerts } from '@/db/schema';

/** Whether the last start that will do for an alert is still to come. */
export const isAhead = (now: Date) =>
  sql`coalesce(${slotAlerts.untilStartsAt}, ${slotAlerts.startsAt}) > ${now.toISOString()}`;
