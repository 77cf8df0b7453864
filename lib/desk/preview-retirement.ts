import { db } from '@/db';
import type { Court } from '@/lib/catalogue/catalogue';
import { retireCourt, type RetireCourt } from '@/lib/clubs/courts/retire-court';
import type { Context } from '@/lib/core/context';
import type { LocalDate } from '@/lib/core/time';
import { type BoardItem, readItems } from './board-item';

/** What retiring a court would mean: from when, and the bookings that would stay on it. */
export type Retirement = { court: Court; from: LocalDate; staying: readonly BoardItem[] };

/** @throws AppError as `retireCourt` */
export async function previewRetirement(ctx: Context, wanted: RetireCourt): Promise<Retirement> {
  const { court, affected } = (await retireCourt({ ...ctx, preview: true }, wanted)).changed;
  if (court.retiresOn === null) throw new Error('a court that retires has a date');
  return { court, from: court.retiresOn, staying: await readItems(db(), affected) };
}
