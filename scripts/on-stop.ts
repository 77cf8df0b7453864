const LOOK_EVERY_MS = 500;

/**
 * Calls `stop` once when this process is asked to end: by a signal, or because its terminal or parent is gone. On
 * SIGTERM npm's shell ends without passing the signal on, so that only our parent changes.
 */
export function onStop(stop: () => void): void {
  let stopped = false;
  const once = () => {
    if (stopped) return;
    stopped = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once);
  process.on('disconnect', once);
  // biome-ignore lint/style/noProcessEnv: npm says there that it is our parent
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && once(), LOOK_EVERY_MS).unref();
}
