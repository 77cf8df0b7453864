/** Runs once when the server starts (node_modules/next/dist/docs/01-app/02-guides/instrumentation.md). */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: set by Next at build time, to leave Node's code out of other runtimes
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startTracing } = await import('./lib/services/call/tracing');
  startTracing();
  const { isOwnServer } = await import('./lib/web/server/own-server');
  if (!isOwnServer()) {
    const { outliveOutput } = await import('./lib/web/server/outlive-output');
    outliveOutput();
    const { refuseUnsignedJobs } = await import('./lib/services/inngest/refuse-unsigned-jobs');
    // biome-ignore lint/style/noProcessEnv: it may not be in `env()`, since `npm start` allows it beside the sandbox
    refuseUnsignedJobs(process.env);
    const { serveUnderNext } = await import('./lib/web/server/serve-under-next');
    serveUnderNext();
  }
  const { guardDatabase } = await import('./lib/services/call/guard-database');
  guardDatabase();
  // A new process may be a deploy, whose cached values have another shape.
  const { warmCaches } = await import('./lib/clubs/warm-caches');
  void warmCaches();
  const { awaitJobs } = await import('./lib/diagnostics/await-jobs');
  void awaitJobs();
}
