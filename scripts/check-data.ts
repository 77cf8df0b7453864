import { closeDatabase } from '@/db';
import { openForCommand } from './command-environment';
import { sayVerdict } from './say-verdict';

// `npm run check:data`: every check over the whole database.
const database = await openForCommand();
try {
  process.exitCode = await sayVerdict();
} finally {
  await closeDatabase();
  await database.close();
}
