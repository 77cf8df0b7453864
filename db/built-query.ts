import { type Db, db } from '.';

/** Gives a query that is built once for each client, because building it takes longer than running it. */
export function builtQuery<Query extends object>(build: (on: Db) => Query): () => Query {
  const queries = new WeakMap<Db, Query>();
  return () => {
    const on = db();
    const built = queries.get(on) ?? build(on);
    queries.set(on, built);
    return built;
  };
}
