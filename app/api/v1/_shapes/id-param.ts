import { z } from 'zod';

/** The `{id}` of a path to an object that outsiders refer to. */
export const idParam = z.object({ id: z.uuid() });
