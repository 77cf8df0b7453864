import { z } from 'zod';
import {
  clubKeySchema,
  clubKeyShape,
  newClubKeySchema,
  newClubKeyShape,
} from '@/app/api/v1/_shapes/club-key-shape';
import { createClubKey, createClubKeySchema } from '@/lib/accounts/club-keys/create-club-key';
import { listClubKeys } from '@/lib/accounts/club-keys/list-club-keys';
import { created, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'The keys of a club, as its owner',
    answer: ok(z.strictObject({ results: z.array(clubKeySchema) })),
  },
  async ({ ctx, params }) => ({ results: (await listClubKeys(ctx, params.id)).map(clubKeyShape) }),
);

export const POST = route(
  {
    auth: 'required',
    params,
    body: createClubKeySchema,
    limit: 'staffWrite',
    summary:
      'A key with a role at the club, shown this once; it acts there alone, and ends when its maker is no longer an owner',
    answer: created(newClubKeySchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => json(newClubKeyShape(await createClubKey(ctx, params.id, body)), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
