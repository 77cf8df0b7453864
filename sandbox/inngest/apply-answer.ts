import { randomUUID } from 'node:crypto';
import { assertNever } from '@/lib/core/errors';
import type { Answer } from './call-app';
import { momentOf } from './durations';
import type { AppFunction, Failure, Memo, Op } from './protocol';
import type { CallTask, Run } from './run';
import { finishRun, finishStep, goOn, startRun } from './runs';
import type { State } from './state';

const DEFAULT_RETRIES = 4;
const UNREACHABLE_RETRY_MS = 1000;

/** How many attempts a step of this function has. */
export const maxAttempts = (fn: AppFunction) => (fn.steps.step.retries?.attempts ?? DEFAULT_RETRIES) + 1;

/** Moves a run on by the app's answer to a call. */
export function applyAnswer(state: State, task: CallTask, answer: Answer): void {
  const { run } = task;
  if (run.outcome) return;
  switch (answer.kind) {
    case 'unreachable':
      state.app = { kind: 'down', reason: answer.reason };
      state.calls.add({ ...task, dueAt: state.now() + UNREACHABLE_RETRY_MS });
      break;
    case 'done':
      finishRun(state, run, { kind: 'completed', at: state.now(), output: answer.output });
      break;
    case 'error':
      if (answer.final || !retry(state, task, answer.error, answer.retryAfterMs)) {
        finishRun(state, run, { kind: 'failed', at: state.now(), error: answer.error });
      }
      break;
    case 'ops':
      applyOps(state, task, answer.ops, answer.retryAfterMs);
      break;
    default:
      assertNever(answer);
  }
}

function applyOps(state: State, task: CallTask, ops: Op[], retryAfterMs: number | undefined): void {
  const broken = ops.find((op) => op.op === 'StepError');
  if (broken && retry(state, task, broken.error, retryAfterMs)) return;
  for (const op of ops) record(state, task.run, op);
  goOn(state, task.run);
}

/** Calls again later. False when no attempt is left. */
function retry(state: State, task: CallTask, error: Failure, retryAfterMs: number | undefined): boolean {
  const attempt = task.attempt + 1;
  task.run.attempt = attempt;
  task.run.error = error;
  if (attempt >= maxAttempts(task.run.fn)) return false;
  const backoffMs = state.backoffMs[task.attempt] ?? state.backoffMs.at(-1) ?? 0;
  state.calls.add({ ...task, attempt, dueAt: state.now() + (retryAfterMs ?? backoffMs) });
  return true;
}

function record(state: State, run: Run, op: Op): void {
  switch (op.op) {
    case 'StepRun':
      finishStep(state, run, op.id, { data: op.data });
      break;
    case 'StepError':
    case 'StepFailed':
      run.error = op.error;
      finishStep(state, run, op.id, { error: op.error });
      break;
    case 'StepPlanned':
      run.pending.add(op.id);
      state.calls.add({ kind: 'call', run, stepId: op.id, attempt: 0, dueAt: state.now() });
      break;
    case 'Sleep':
      wait(state, run, op.id, { until: op.name, memo: { data: null } });
      break;
    case 'WaitForEvent':
      wait(state, run, op.id, {
        until: op.opts.timeout,
        memo: { data: null },
        awaits: { event: op.name, if: op.opts.if },
      });
      break;
    case 'InvokeFunction':
      invoke(state, run, op);
      break;
    case 'RunComplete':
      finishRun(state, run, { kind: 'completed', at: state.now(), output: op.data });
      break;
    default:
      assertNever(op);
  }
}

type Wait = { until: string; memo: Memo; awaits?: { event: string; if: string | undefined } };

function wait(state: State, run: Run, stepId: string, { until, ...wanted }: Wait): void {
  run.pending.add(stepId);
  state.timers.add({ kind: 'timer', run, stepId, dueAt: momentOf(until, state.now()), ...wanted });
}

function invoke(state: State, run: Run, { id, opts }: Extract<Op, { op: 'InvokeFunction' }>): void {
  const fn = state.functions.get(opts.function_id);
  if (!fn) {
    const error = { name: 'Error', message: `There is no function ${opts.function_id} to invoke.` };
    finishStep(state, run, id, { error });
    return;
  }
  run.pending.add(id);
  const data = opts.payload.data;
  const event = { name: 'inngest/function.invoked', data, id: randomUUID(), ts: Math.round(state.now()) };
  startRun(state, fn, event, { caller: { run, stepId: id } });
  if (opts.timeout !== undefined) {
    const error = { name: 'InngestInvokeTimeoutError', message: 'The invoked function took too long.' };
    wait(state, run, id, { until: opts.timeout, memo: { error } });
  }
}
