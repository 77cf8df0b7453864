import { z } from 'zod';
import { gameSchema, gameShape, gameParams } from '@/app/api/v1/_shapes/game-shape';
import { declineGame, declineGameSchema } from '@/lib/reservations/game/decline-game';
import { getGame } from '@/lib/reservations/game/get-game';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';
import { limitStrangers } from '@/lib/web/write-limit';

const { name } = declineGameSchema.shape;

export const POST = route(
  {
    auth: 'optional',
    params: gameParams,
    body: z.strictObject({ name: name.describe('Needed of who is neither signed in nor on the list.') }),
    summary: 'Say that one does not come to a game; a player leaves its list',
    answer: ok(gameSchema),
    refuses: ['conflict', 'rate_limited'],
  },
  async ({ ctx, params, body, request }) => {
    await limitStrangers(ctx, request.headers);
    await declineGame(ctx, { token: params.token, ...body });
    return gameShape(await getGame(ctx, params.token));
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
