import { beforeAll, expect, vi } from 'vitest';
import { z } from 'zod';
import type { Sandbox } from '@/sandbox/start';

const stateSchema = z.object({
  functions: z.array(z.string()),
  runs: z.array(
    z.object({ id: z.string(), status: z.string(), function_id: z.string(), event_id: z.string() }),
  ),
});

/** What the sandbox's job engine knows: the app's functions, and their runs. */
export async function jobEngine(sandbox: Pick<Sandbox, 'urls'>): Promise<z.infer<typeof stateSchema>> {
  return stateSchema.parse(await (await fetch(`${sandbox.urls.inngest}/_control/runs`)).json());
}

/** Lets the tests of this file begin once the job engine knows the app's functions. */
export function useJobs(sandbox: () => Sandbox): void {
  // The first call of the app loads all its functions, which takes seconds on a busy machine.
  beforeAll(() =>
    vi.waitFor(async () => expect((await jobEngine(sandbox())).functions).not.toEqual([]), {
      timeout: 60_000,
    }),
  );
}
