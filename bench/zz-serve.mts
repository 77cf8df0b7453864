import postgres from 'postgres';
import { seed } from '@/scripts/seed/seed';
import { startBuiltApp } from '@/bench/built-app';
import { withOwnDatabase } from '@/bench/own-database';
await withOwnDatabase('hand', async (url) => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await seed(sql); await sql.end();
  const app = await startBuiltApp(url);
  console.log('READY', app.environment.NEXTAUTH_URL, url);
  await new Promise((r) => process.on('SIGTERM', r));
  await app.close();
});
process.exit();
