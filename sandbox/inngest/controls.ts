import type { AppFunction } from './protocol';
import type { RunView } from './view';

/** What a person or a test may do with the played engine. */
export type Controls = {
  /** Asks the app for its functions, again and again until it answers. */
  sync(): Promise<void>;
  /** Takes these functions for all that the app has, and calls each where it says. */
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
