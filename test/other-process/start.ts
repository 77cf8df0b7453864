import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answer, Call, Verbs } from './verbs';

/** From the root of a checkout. */
const MAIN = 'test/other-process/main.ts';

/** A process beside this one, over the same database and the same providers. */
export type OtherProcess = {
  /** Runs a verb there. Rejects with the error's code, or with `gone` when the process dies. */
  call<V extends keyof Verbs>(verb: V, ...args: Parameters<Verbs[V]>): Promise<Awaited<ReturnType<Verbs[V]>>>;
  /** The same from an instant on, to which both processes look. */
  callAt<V extends keyof Verbs>(
    atMs: number,
    verb: V,
    ...args: Parameters<Verbs[V]>
  ): Promise<Awaited<ReturnType<Verbs[V]>>>;
  /** The structured lines it logged so far. */
  logged: () => Record<string, unknown>[];
  /** The signal that ended it. */
  ended: Promise<string | null>;
  stop: () => void;
};

/**
 * Starts such a process with this one's environment. `PISTA_CRASH_AT` in `more` makes it kill itself there.
 * @param folder another checkout than this one, whose sources it runs
 */
export async function startOtherProcess(
  more: Record<string, string> = {},
  folder = process.cwd(),
): Promise<OtherProcess> {
  // biome-ignore lint/style/noProcessEnv: the other process shares this one's environment
  const env = { ...process.env, ...more };
  const child = fork(MAIN, {
    cwd: folder,
    execArgv: ['--import', 'tsx'],
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let log = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const ended = once(child, 'exit').then(([, signal]) => {
    for (const { reject } of waiting.values()) reject(new Error('gone'));
    return typeof signal === 'string' ? signal : null;
  });
  await once(child, 'message');
  child.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) call?.reject(new Error(answer.error));
    else call?.resolve(answer.value as never);
  });
  let calls = 0;
  function send<T>(call: Omit<Call, 'id'>): Promise<T> {
    calls += 1;
    const id = calls;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, ...call });
    });
  }
  return {
    call: (verb, ...args) => send({ verb, args }),
    callAt: (atMs, verb, ...args) => send({ verb, args, atMs }),
    logged: () =>
      log
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ended,
    stop: () => child.kill('SIGKILL'),
  };
}
