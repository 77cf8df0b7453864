import { z } from 'zod';

/** A short word by which rows name each other. */
export const plainCode = z.string().regex(/^[a-z0-9_-]{1,40}$/, 'must be of a–z, 0–9, - and _');
