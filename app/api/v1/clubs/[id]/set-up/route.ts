import { z } from 'zod';
import { setUpSchema } from '@/app/api/v1/_shapes/sales-shape';
import { readSetUp } from '@/lib/clubs/arrival/set-up-steps';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'How far a club is with its set-up, for its staff',
    answer: ok(setUpSchema),
  },
  async ({ ctx, params }) => {
    const { state, steps, facts } = await readSetUp(ctx, params.id);
    return {
      state,
      steps: steps.map(({ step, isDone, isNeeded }) => ({ step, done: isDone, needed: isNeeded })),
      missing_facts: facts,
    };
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
