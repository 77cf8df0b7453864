import { PLAYABLE, type Playable, PROVIDERS } from '../sandbox/providers';
import { startSandbox } from '../sandbox/start';

/** `npm run sandbox [-- stripe,resend,…] [http://app]`: the sandbox alone, until Ctrl-C. */
const [list = 'all', appUrl = 'http://localhost:3000'] = process.argv.slice(2);

const isProvider = (name: string): name is Playable => PLAYABLE.some((provider) => provider === name);
const names = list === 'all' ? [...PROVIDERS] : list.split(',').map((name) => name.trim());
const unknown = names.filter((name) => !isProvider(name));

if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')} to play; choose from ${PLAYABLE.join(', ')}.\n`);
  process.exit(1);
}

const sandbox = await startSandbox({ providers: names.filter(isProvider), appUrl });
const lines = Object.entries(sandbox.env).map(([name, value]) => `export ${name}=${quote(value)}`);
process.stdout.write(`${lines.join('\n')}\n\n# Webhooks go to ${appUrl}. `);
const inbox = sandbox.urls.resend ?? sandbox.urls.twilio;
process.stdout.write(`${inbox ? `Inbox: ${inbox} ` : ''}Ctrl-C stops.\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}

function quote(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
