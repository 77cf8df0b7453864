/** What Redis answers, in the shapes of RESP2; a status is a string like any other. */
export type Value = string | number | null | RedisFailure | Value[];

/** An error answer of Redis, such as `WRONGTYPE …`. */
export class RedisFailure extends Error {}

export type Command = readonly string[];
export type Subscription = { kind: 'subscribe' | 'psubscribe'; channel: string };

/** What stands behind the bridge. Its calls reject while it is down; a failed command is a value. */
export type Store = {
  /** Runs the commands in order; others may come between. */
  run(commands: readonly Command[]): Promise<Value[]>;
  /** Runs the commands in one transaction. */
  transact(commands: readonly Command[]): Promise<Value>;
  /** Passes on what is published as `['message', channel, text]` or `['pmessage', pattern, channel, text]`. */
  subscribe(subscription: Subscription, onMessage: (fields: string[]) => void): Promise<() => void>;
  /** Stops at once and forgets everything. */
  kill(): Promise<void>;
  start(): Promise<void>;
};
