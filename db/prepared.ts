import type postgres from 'postgres';

/**
 * Longer lists of parameters come in too many lengths, and each length would be a statement that every connection
 * keeps.
 */
const MOST_PARAMETERS = 30;

/**
 * The same client, on which each connection parses and plans a statement of Drizzle once, as the driver does for
 * tagged templates. Drizzle sends them through `unsafe`, which has them planned at each call and asks for the types of
 * the parameters in a round trip before.
 */
export function prepared(client: postgres.Sql): postgres.Sql {
  const begin = (...args: readonly unknown[]) => Reflect.apply(client.begin, client, withPrepared(args));
  return replacing(client, { unsafe: preparing(client), begin });
}

/** In transactions and savepoints too, whose work is the last argument. */
function withPrepared(args: readonly unknown[]): unknown[] {
  const work = args.at(-1);
  if (typeof work !== 'function') return [...args];
  return [...args.slice(0, -1), (tx: postgres.TransactionSql) => work(preparedTransaction(tx))];
}

function preparedTransaction(tx: postgres.TransactionSql): postgres.TransactionSql {
  const savepoint = (...args: readonly unknown[]) => Reflect.apply(tx.savepoint, tx, withPrepared(args));
  return replacing(tx, { unsafe: preparing(tx), savepoint });
}

const preparing =
  (on: postgres.Sql | postgres.TransactionSql) =>
  (
    query: string,
    parameters: Parameters<typeof on.unsafe>[1] = [],
    options: postgres.UnsafeQueryOptions = {},
  ) =>
    parameters.length > 0 && parameters.length <= MOST_PARAMETERS
      ? on.unsafe(query, parameters, { ...options, prepare: true })
      : on.unsafe(query, parameters, options);

/** The same object but for some of its members. */
function replacing<Target extends object>(
  target: Target,
  members: Readonly<Record<string, unknown>>,
): Target {
  return new Proxy(target, {
    get: (of, key) =>
      typeof key === 'string' && Object.hasOwn(members, key) ? members[key] : Reflect.get(of, key),
  });
}
