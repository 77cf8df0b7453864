'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { cookieOptions } from '@/lib/auth/session-cookie';
import { action } from '@/lib/web/action';
import { BOOKING_COLUMNS, COLUMNS_COOKIE } from './booking-columns';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Only what is ticked is sent, each under its own name. */
const ticked = z.partialRecord(z.enum(BOOKING_COLUMNS), z.literal('on'));

const keepColumns = action(ticked, async (_, chosen) => {
  const columns = BOOKING_COLUMNS.filter((column) => chosen[column]);
  (await cookies()).set(COLUMNS_COOKIE, columns.join('.'), { ...cookieOptions(), maxAge: YEAR_SECONDS });
});

/** Stores the columns for this browser and renders the page again. */
export async function chooseColumns(form: FormData): Promise<void> {
  await keepColumns(null, form);
}
