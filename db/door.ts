import type postgres from 'postgres';
import { call } from '@/lib/services/call/call';
import { ProviderOutage } from '@/lib/services/call/provider-errors';
import { isDatabaseDown } from './failure';

/**
 * What postgres.js (3.4.9, src/query.js) makes of a statement: once awaited it hands itself to `handler`, and the
 * connection that ran it answers by `resolve` or `reject`. The driver has no hook for a finished statement.
 */
type Statement = {
  strings: readonly string[];
  handler: (statement: Statement) => void;
  resolve: (rows: unknown) => void;
  reject: (error: unknown) => void;
};

/**
 * The same client, whose statements and transactions go through the one door to the outside. What happens inside a
 * transaction passes freely: it came through as a whole.
 */
export function throughDoor(client: postgres.Sql): postgres.Sql {
  const unsafe = (...args: Parameters<typeof client.unsafe>) => guarded(client.unsafe(...args));
  const begin = (...args: unknown[]) =>
    call('database', 'transaction', () => namingOutages(Reflect.apply(client.begin, client, args)));
  return new Proxy(client, {
    apply: (target, self, args) => guarded(Reflect.apply(target, self, args)),
    get(target, key) {
      switch (key) {
        case 'unsafe':
          return unsafe;
        case 'begin':
          return begin;
        default:
          return Reflect.get(target, key);
      }
    },
  });
}

/** A fragment or an identifier is no statement, and passes as it is. */
function guarded(made: unknown): unknown {
  if (isStatement(made)) {
    const send = made.handler;
    made.handler = () => void pass(made, send);
  }
  return made;
}

async function pass(statement: Statement, send: Statement['handler']): Promise<void> {
  const { resolve, reject } = statement;
  try {
    resolve(await call('database', operationOf(statement), () => namingOutages(answerOf(statement, send))));
  } catch (error) {
    reject(error);
  }
}

const answerOf = (statement: Statement, send: Statement['handler']) =>
  new Promise((resolve, reject) => {
    statement.resolve = resolve;
    statement.reject = reject;
    send(statement);
  });

async function namingOutages<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (!isDatabaseDown(cause)) throw cause;
    throw new ProviderOutage('PostgreSQL did not answer.', { cause });
  }
}

const isStatement = (made: unknown): made is Statement =>
  made instanceof Promise && 'handler' in made && typeof made.handler === 'function';

const OPERATIONS = new Set(['select', 'insert', 'update', 'delete', 'with']);

/** The first word of the statement, of which there are few: it names a time series. */
function operationOf({ strings: [text = ''] }: Statement): string {
  const [, verb = ''] = /^\s*(\w+)/.exec(text) ?? [];
  return OPERATIONS.has(verb.toLowerCase()) ? verb.toLowerCase() : 'other';
}
