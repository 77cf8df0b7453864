import { z } from 'zod';

/** The `{id}` of a path to something outsiders hold a reference to. */
export const idParam = z.object({ id: z.uuid() });
