import type { AppFunction } from './protocol';
import type { RunView } from './view';

/** The controls of the played engine, for a person or a test. */
export type Controls = {
  /** Asks the app for its functions until it answers. */
  sync(): Promise<void>;
  /** Sets the app's functions and their addresses. */
  register(functions: AppFunction[]): void;
  /** Resolves once no call is under way and none is due within `withinMs` (default 0). */
  idle(withinMs?: number): Promise<void>;
  /** Every active run and the last 1,000 finished ones, newest first. */
  runs(): RunView[];
  /**
   * Runs a cron function now, named `app-function` or just `function`; answers with the run's id.
   * @throws Error when the app has no such cron function
   */
  trigger(functionId: string): string;
  /** Holds all calls back until `resume`, and asks the app for its functions only when told to. */
  pause(): void;
  resume(): void;
};
