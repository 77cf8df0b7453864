/** What Redis answers, in the shapes of RESP2; a status is a string like any other. */
export type Value = string | number | null | RedisFailure | Value[];

/** An error answer of Redis, such as `WRONGTYPE …`. */
export class RedisFailure extends Error {}

export type Command = readonly string[];

/** What stands behind the bridge. Its calls reject while it is down; a failed command is a value. */
export type Store = {
  /** Runs the commands in order; others may come between. */
  run(commands: readonly Command[]): Promise<Value[]>;
  /** Stops at once and forgets everything. */
  kill(): Promise<void>;
  start(): Promise<void>;
};
