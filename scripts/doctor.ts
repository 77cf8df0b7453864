import { closeDatabase } from '@/db';
import { systemContext } from '@/lib/core/context';
import { inWords } from '@/lib/core/i18n/message';
import { translatorOf } from '@/lib/core/i18n/translator';
import { diagnoseServices } from '@/lib/diagnostics/diagnose-services';
import type { ServiceFinding } from '@/lib/diagnostics/service-finding';
import { guardDatabase } from '@/lib/services/call/guard-database';
import { checkAll } from '@/lib/services/call/health';
import { closeRedis } from '@/lib/services/redis/redis';
import { openForCommand } from './command-environment';
import { say } from './step';

const english = translatorOf('en');
const MARKS = { ok: '✓', warn: '!', bad: '✗' } as const;

/** `npm run doctor`: everything that Pista depends on, one line each, with what to do. 1 when something is bad. */
async function main(): Promise<number> {
  guardDatabase();
  // The first check loads the SDKs, for whose time the services would be blamed.
  await checkAll();
  const { findings } = await diagnoseServices(systemContext('doctor'));
  for (const finding of findings) tell(finding);
  const count = (state: ServiceFinding['state']) => findings.filter((one) => one.state === state).length;
  say(`${findings.length} looked at: ${count('ok')} well, ${count('warn')} to watch, ${count('bad')} bad`);
  return count('bad') === 0 ? 0 : 1;
}

function tell(finding: ServiceFinding): void {
  say(`${MARKS[finding.state]} ${finding.id.padEnd(28)} ${inWords(finding.what, english)}`);
  if (finding.state !== 'ok') say(`${' '.repeat(31)}${inWords(finding.advice, english)}`);
}

const database = await openForCommand();
try {
  process.exitCode = await main();
} finally {
  await closeRedis();
  await closeDatabase();
  await database.close();
}
