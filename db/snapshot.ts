import { sql } from 'drizzle-orm';
import { snapshots, type Tx } from '.';

export type Reads = Pick<Tx, 'execute' | 'select'>;

/** Reads of one moment. Whoever began it ends it. */
export type Snapshot = { on: Reads; end: () => Promise<void> };

/** Whoever takes their rows slower than this loses the rest. */
const IDLE_SECONDS = 60;

/**
 * Begins reads that all see the database as it is at the first of them. They have connections of their own, so that
 * slow readers leave the pool to everybody else; a third at once waits for one to end.
 */
export function beginSnapshot(): Promise<Snapshot> {
  return new Promise((begun, failed) => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const reading = snapshots().transaction(
      async (tx) => {
        await tx.execute(sql.raw(`set local idle_in_transaction_session_timeout = '${IDLE_SECONDS}s'`));
        begun({
          on: tx,
          end: async () => {
            end();
            // Nothing was written, so how it ends decides nothing.
            await reading.catch(() => {});
          },
        });
        await ended;
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    );
    reading.catch(failed);
  });
}
