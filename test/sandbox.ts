import { afterAll, beforeAll } from 'vitest';
import { env } from '@/lib/core/env';
import { type Playable, PROVIDERS } from '@/sandbox/providers';
import { type Sandbox, startSandbox } from '@/sandbox/start';

type Options = {
  providers?: readonly Playable[];
  /** The address of webhooks, by default none, so that they reach no running app. */
  appUrl?: string | (() => string);
};

/**
 * Plays the providers over HTTP for this test file and points its environment at them. Call it at the top of the
 * file, before anything reads the environment.
 * @returns what gives the running sandbox, from the first hook on
 */
export function useSandbox({
  providers = PROVIDERS,
  appUrl = 'http://127.0.0.1:1',
}: Options = {}): () => Sandbox {
  let sandbox: Sandbox | undefined;
  const running = () => {
    if (sandbox === undefined) throw new Error('the sandbox runs only while tests run');
    return sandbox;
  };
  beforeAll(async () => {
    // A scheduled job would run in the middle of any test.
    sandbox = await startSandbox({ providers, appUrl, crons: 'by_hand' });
    // biome-ignore lint/style/noProcessEnv: the environment of this test file
    Object.assign(process.env, sandbox.env);
    for (const [name, value] of Object.entries(sandbox.env)) {
      if (new Map(Object.entries(env())).get(name)?.toString() !== value) {
        throw new Error(`${name} was read before the sandbox started`);
      }
    }
  });
  afterAll(() => sandbox?.close());
  return running;
}

/** Adds a fault for one provider, as in `sandbox/faults.ts`. */
export async function addFault(
  sandbox: Pick<Sandbox, 'urls'>,
  provider: Playable,
  fault: Record<string, unknown>,
): Promise<void> {
  const body = JSON.stringify(fault);
  const answer = await fetch(`${sandbox.urls[provider]}/_faults`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`the sandbox refused the fault: ${await answer.text()}`);
}

/** Switches every fault of every played provider off. */
export async function clearFaults(sandbox: Pick<Sandbox, 'urls'>): Promise<void> {
  await Promise.all(Object.values(sandbox.urls).map((url) => fetch(`${url}/_faults`, { method: 'DELETE' })));
}
