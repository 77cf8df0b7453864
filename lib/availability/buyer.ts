import { cache } from 'react';
import { listCategories } from '@/lib/catalogue/list-categories';
import type { Context } from '@/lib/core/context';

/** Whose prices and limits count: a member category by club id, and whose bookings. */
export type Buyer = { userId: string | null; categories: ReadonlyMap<number, string> };

/** The actor as a buyer. The parts of a page share one reading, and anything else reads anew. */
export const readBuyer = cache(
  async (ctx: Context): Promise<Buyer> => ({
    userId: ctx.actor.kind === 'person' ? ctx.actor.userId : null,
    categories: await listCategories(ctx),
  }),
);

/** The buyer's category at a club. */
export const categoryAt = ({ categories }: Pick<Buyer, 'categories'>, clubId: number): string | null =>
  categories.get(clubId) ?? null;
