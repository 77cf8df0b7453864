import type postgres from 'postgres';

/** Runs one statement or transaction, named by its verb, and may refuse, bound or time it. */
export type StatementGuard = <T>(operation: string, work: () => Promise<T>) => Promise<T>;

// Next loads this module once per bundle, and one process has one pool.
const shared = globalThis as typeof globalThis & { pistaDatabaseGuard?: StatementGuard };

/** Puts a guard before every statement and transaction of this process. The first one stays. */
export function guardDatabase(guard: StatementGuard): void {
  shared.pistaDatabaseGuard ??= guard;
}

const underGuard: StatementGuard = (operation, work) =>
  shared.pistaDatabaseGuard?.(operation, work) ?? work();

/**
 * A statement of postgres.js (3.4.9, src/query.js). Once awaited it passes itself to `handler`, and its connection
 * calls `resolve` or `reject`, since the driver has no hook for a finished statement.
 */
type Statement = {
  strings: readonly string[];
  handler: (statement: Statement) => void;
  resolve: (rows: unknown) => void;
  reject: (error: unknown) => void;
};

/**
 * The same client with the guard before its statements and transactions. Statements inside a transaction are not
 * guarded again.
 */
export function guarded(client: postgres.Sql): postgres.Sql {
  const unsafe = (...args: Parameters<typeof client.unsafe>) => watched(client.unsafe(...args));
  const begin = (...args: unknown[]) =>
    underGuard('transaction', () => Reflect.apply(client.begin, client, args));
  return new Proxy(client, {
    apply: (target, self, args) => watched(Reflect.apply(target, self, args)),
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

/** A fragment or an identifier is no statement and is not guarded. */
function watched(made: unknown): unknown {
  if (isStatement(made)) {
    const send = made.handler;
    made.handler = () => void pass(made, send);
  }
  return made;
}

async function pass(statement: Statement, send: Statement['handler']): Promise<void> {
  const { resolve, reject } = statement;
  try {
    resolve(await underGuard(operationOf(statement), () => answerOf(statement, send)));
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

const isStatement = (made: unknown): made is Statement =>
  made instanceof Promise && 'handler' in made && typeof made.handler === 'function';

const OPERATIONS = new Set(['select', 'insert', 'update', 'delete', 'with']);

/** The first word of the statement, which names a metric and so must be one of few. */
function operationOf({ strings: [text = ''] }: Statement): string {
  const [, verb = ''] = /^\s*(\w+)/.exec(text) ?? [];
  return OPERATIONS.has(verb.toLowerCase()) ? verb.toLowerCase() : 'other';
}
