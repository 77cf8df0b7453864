import type { z } from 'zod';
import { parseParams } from './params';
import type { Caller } from './visible-intent';
import type { Act } from './world';

export type Call = Act & {
  /** The id in the path, empty when it has none. */
  id: string;
  /** A browser calls with the publishable key and the intent's client secret. */
  from: Caller;
};

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Such as `/v1/refunds/:id/cancel`. */
  path: string;
  browser: boolean;
  /** Checks the parameters and returns the work. */
  prepare: (raw: unknown) => (call: Call) => object;
};

type Definition<P> = {
  method: Route['method'];
  path: string;
  /** Open to the publishable key. */
  browser?: boolean;
  params: z.ZodType<P>;
  run: (call: Call, params: P) => object;
};

export const route = <P>({ method, path, browser = false, params, run }: Definition<P>): Route => ({
  method,
  path,
  browser,
  prepare(raw) {
    const parsed = parseParams(params, raw);
    return (call) => run(call, parsed);
  },
});
