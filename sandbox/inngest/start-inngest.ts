import { type Running, serve } from '../serve';

export type RunStatus = 'queued' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled';

/** One run as the page and `GET /_control/runs` show it. */
export type RunView = {
  id: string;
  function_id: string;
  /** Name of the event, or the cron line, that started it. */
  trigger: string;
  event_id: string;
  status: RunStatus;
  /** Failed tries of the step it stands at. */
  attempt: number;
  /** How often the app was called for it. */
  calls: number;
  started_at: string;
  ended_at: string | null;
  /** When it is due again, while it sleeps or backs off. */
  due_at: string | null;
  output: unknown;
  error: { name: string; message: string } | null;
};

export type InngestOptions = {
  port: number;
  /** Origin of the app; a function when it is known only later. */
  appUrl: string | (() => string);
  now?: () => number;
  /** Wait before the second, third, … attempt of a step; the last one repeats. */
  backoffMs?: readonly number[];
  log?: (line: string) => void;
};

export type RunningInngest = Running & {
  /** Asks the app for its functions, waiting until it answers. */
  sync(): Promise<void>;
  /** Resolves once no call is under way and none is due within `withinMs` (default 0). */
  idle(withinMs?: number): Promise<void>;
  /** Every active run and the last 1,000 finished ones, newest first. */
  runs(): RunView[];
  /** Starts a run of a cron function now; answers with its run id. */
  trigger(functionId: string): string;
  /** Holds all calls back until `resume`. */
  pause(): void;
  resume(): void;
};

/** Plays Inngest: takes events, keeps the app's schedule, and runs its functions step by step, all in memory. */
export async function startInngest({ port }: InngestOptions): Promise<RunningInngest> {
  const server = await serve(() => ({ status: 503, body: { error: 'not built yet' } }), port);
  return {
    ...server,
    sync: async () => {},
    idle: async () => {},
    runs: () => [],
    trigger: () => '',
    pause: () => {},
    resume: () => {},
  };
}
