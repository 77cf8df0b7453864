// Loaded before `server.ts` by `bench/profile.ts`, since Node takes `--cpu-prof` on no command line but its own.
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');

// biome-ignore lint/style/noProcessEnv: it is not part of the app
const file = process.env.BENCH_CPU_PROFILE;
if (file !== undefined && process.argv.some((word) => word.endsWith('server.ts'))) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  process.on('exit', () => {
    session.post('Profiler.stop', (error, { profile }) => {
      if (error === null) writeFileSync(file, JSON.stringify(profile));
    });
  });
}
