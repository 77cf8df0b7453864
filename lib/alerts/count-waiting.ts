import { and, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { slotAlerts } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { isAhead } from './is-ahead';

/** How many alerts with a start in the future are open in a city, as its clubs write it. */
export const countWaiting = ({ now }: Pick<Context, 'now'>, city: string): Promise<number> =>
  db().$count(slotAlerts, and(eq(slotAlerts.city, city), isNull(slotAlerts.notifiedAt), isAhead(now)));
