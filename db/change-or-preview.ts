import type { Context } from '@/lib/core/context';
import { transaction, type Tx } from '.';
import type { After } from './after-commit';

/** Ends a preview's transaction. */
class Previewed extends Error {}

/**
 * Runs one transaction as `transaction` does. In a preview it answers the same, or refuses the same, and writes
 * nothing.
 */
export async function changeOrPreview<T>(
  ctx: Context,
  work: (tx: Tx, after: After) => Promise<T>,
): Promise<T> {
  if (!ctx.preview) return transaction(work);
  let seen: { result: T } | undefined;
  try {
    await transaction(async (tx, after) => {
      seen = { result: await work(tx, after) };
      throw new Previewed();
    });
  } catch (error) {
    if (!(error instanceof Previewed) || !seen) throw error;
  }
  if (!seen) throw new Error('a preview always ends by its rollback');
  return seen.result;
}
