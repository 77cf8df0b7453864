import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { getCustomer } from '@/lib/desk/get-customer';
import { mergeCustomers, mergeCustomersSchema } from '@/lib/desk/merge-customers';
import type { Customer } from '@/lib/desk/read-customers';
import { readFigures } from './read-figures';

/** What a merge would make of two people, with the number of bookings that move; or that it is refused. */
export type MergePreview =
  | { kind: 'fits'; merged: Customer; survivor: Customer; after: Customer; bookings: number }
  | { kind: 'accounts' | 'nobody' | 'same' };

/**
 * Looks at what `mergeCustomers` would do.
 * @throws AppError `forbidden`, `unauthenticated`
 */
export async function previewMerge(ctx: Context, merged: Customer, asked: string): Promise<MergePreview> {
  const input = mergeCustomersSchema.safeParse({ into: asked });
  const survivor = input.success ? await findOther(ctx, input.data.into) : null;
  if (survivor === null || survivor.clubId !== merged.clubId) return { kind: 'nobody' };
  if (survivor.id === merged.id) return { kind: 'same' };
  if (survivor.userId !== null && merged.userId !== null) return { kind: 'accounts' };
  const [after, figures] = await Promise.all([
    mergeCustomers({ ...ctx, preview: true }, merged.id, { into: survivor.id }),
    readFigures([merged], ctx.now),
  ]);
  return { kind: 'fits', merged, survivor, after, bookings: figures.get(merged.id)?.bookings ?? 0 };
}

async function findOther(ctx: Context, id: string): Promise<Customer | null> {
  try {
    return await getCustomer(ctx, id);
  } catch (error) {
    if (isAppError(error, 'not_found')) return null;
    throw error;
  }
}
