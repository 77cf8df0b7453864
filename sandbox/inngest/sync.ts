import { setTimeout as sleep } from 'node:timers/promises';
import { fetchFunctions, reasonOf } from './call-app';
import type { AppFunction } from './protocol';
import { schedulesOf } from './schedule';
import type { State } from './state';

const POLL_MS = 500;
const RESYNC_MS = 30_000;

export type Syncing = { state: State; appUrl: () => string; closing: AbortSignal; onSynced: () => void };

/** Asks the app for its functions until it answers. */
export async function sync({ state, appUrl, closing, onSynced }: Syncing): Promise<void> {
  while (!closing.aborted) {
    try {
      adopt(state, await fetchFunctions(appUrl, closing));
      return onSynced();
    } catch (error) {
      const reason = reasonOf(error);
      if (state.app.kind !== 'down' || state.app.reason !== reason) state.log(`inngest: ${reason}`);
      state.app = { kind: 'down', reason };
      await sleep(POLL_MS, undefined, { ref: false });
      if (state.app.kind !== 'down') return onSynced();
    }
  }
}

/**
 * Syncs until `closing`: at once after the app went away, and regularly in case its functions changed, but not while
 * calls are held back.
 */
export async function keepInSync(syncing: Syncing): Promise<void> {
  for (let syncedAt = 0; !syncing.closing.aborted; await sleep(POLL_MS, undefined, { ref: false })) {
    const { app, paused } = syncing.state;
    if (paused || (app.kind === 'up' && Date.now() - syncedAt < RESYNC_MS)) continue;
    await sync(syncing);
    syncedAt = Date.now();
  }
}

/** Takes these for the app's functions. */
export function adopt(state: State, functions: AppFunction[]): void {
  state.schedules = schedulesOf(functions, state);
  state.functions = new Map(functions.map((fn) => [fn.id, fn]));
  if (state.app.kind !== 'up') state.log(`inngest: the app has ${functions.length} functions`);
  state.app = { kind: 'up' };
}
