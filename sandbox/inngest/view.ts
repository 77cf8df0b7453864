import type { Failure } from './protocol';
import type { Run } from './run';
import type { State } from './state';

type RunStatus = 'queued' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled';

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
  /** Why it failed, or why its last call did. */
  error: Failure | null;
};

/** Every run still known, newest first. */
export function viewRuns(state: State): RunView[] {
  const calling = new Set([...state.calling].map(({ run }) => run));
  return [...state.runs.values()].reverse().map((run) => ({
    id: run.id,
    function_id: run.fn.id,
    trigger: run.trigger,
    event_id: run.event.id,
    status: run.outcome?.kind ?? (calling.has(run) ? 'running' : run.calls === 0 ? 'queued' : 'waiting'),
    attempt: run.attempt,
    calls: run.calls,
    started_at: isoOf(run.startedAt),
    ended_at: run.outcome ? isoOf(run.outcome.at) : null,
    due_at: dueAt(state, run),
    output: run.outcome?.kind === 'completed' ? run.outcome.output : null,
    error: errorOf(run),
  }));
}

function errorOf({ outcome, error }: Run): Failure | null {
  if (outcome?.kind === 'completed') return null;
  return outcome?.kind === 'failed' ? outcome.error : (error ?? null);
}

function dueAt(state: State, run: Run): string | null {
  if (run.outcome) return null;
  const moments = [...state.calls.of(run), ...state.timers.of(run)].map((task) => task.dueAt);
  return moments.length === 0 ? null : isoOf(Math.min(...moments));
}

const isoOf = (ms: number) => new Date(ms).toISOString();
