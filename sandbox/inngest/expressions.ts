import { evaluate } from '@marcbachmann/cel-js';
import type { InngestEvent } from './protocol';

/** `event` is what started the run, `async` the event that arrived later. */
export type Scope = { event: InngestEvent; async?: InngestEvent };

/** Whether an expression holds; one that cannot be evaluated, as over a missing field, does not. */
export function holds(expression: string | undefined, scope: Scope): boolean {
  return expression === undefined || resultOf(expression, scope) === true;
}

/** The text of a key expression; everything falls under one key when there is none or it cannot be evaluated. */
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
