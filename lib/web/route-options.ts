import type { z } from 'zod';
import type { TokenScope } from '@/lib/core/context';
import type { RatePolicy } from '@/lib/services/redis/rate-limit';
import type { ByRole } from './write-limit';

/** Who may call an endpoint, how often, and with what input. */
export type RouteOptions<Query, Params, Body> = {
  /**
   * `public` does not identify anybody, `optional` does, `required` needs a person, `booker` a person or the browser
   * of a visitor, `operator` needs an operator.
   */
  auth: 'public' | 'optional' | 'required' | 'booker' | 'operator';
  /** The scope that an API key needs. The default is `read` for GET and `write` for the rest. */
  scope?: TokenScope;
  /**
   * Gets each parameter as a string and refuses one that is given twice. An unknown parameter is ignored by a read
   * and refused by a write.
   */
  query?: z.ZodType<Query>;
  /** A path that does not parse answers 404. */
  params?: z.ZodType<Params>;
  /**
   * The JSON body, as a `z.strictObject`. Without a schema only an empty object is allowed; with `raw` the handler
   * reads `request` itself.
   */
  body?: z.ZodType<Body> | 'raw';
  /** The body is a multipart form of at most so many bytes, whose fields `body` describes. */
  form?: { maxBytes: number };
  /** How often a person may call it. The default is `read` for GET and `write` for the rest. */
  limit?: RatePolicy | ByRole | 'none';
  /** Whether `?preview=true` answers 200 with what the write would give, and writes nothing. */
  preview?: true;
};

export type Admission = Pick<RouteOptions<unknown, unknown, unknown>, 'auth' | 'scope' | 'limit'>;

/** The same options as the API's description reads them. */
export type RouteRules = RouteOptions<unknown, unknown, unknown>;
