import { evaluate } from '@marcbachmann/cel-js';
import type { InngestEvent } from './protocol';

/** `event` started the run, and `async` arrived later. */
export type Scope = { event: InngestEvent; async?: InngestEvent };

/** Whether an expression is true. One that cannot be evaluated, as over a missing field, is false. */
export function holds(expression: string | undefined, scope: Scope): boolean {
  return expression === undefined || resultOf(expression, scope) === true;
}

/** The text of a key expression. Without one, or if it cannot be evaluated, all share one key. */
export function keyOf(expression: string | undefined, scope: Scope): string {
  return expression === undefined ? '' : String(resultOf(expression, scope) ?? '');
}

function resultOf(expression: string, scope: Scope): unknown {
  try {
    return evaluate(expression, scope);
  } catch {
    return undefined;
  }
}
