import { z } from 'zod';
import { gameSchema, gameShape, gameParams } from '@/app/api/v1/_shapes/game-shape';
import { getGame } from '@/lib/reservations/game/get-game';
import { joinGame, joinGameSchema } from '@/lib/reservations/game/join-game';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';
import { limitStrangers } from '@/lib/web/write-limit';

const { name, email } = joinGameSchema.shape;

export const POST = route(
  {
    auth: 'optional',
    params: gameParams,
    body: z.strictObject({
      name: name.describe('Needed of who is neither signed in nor on the list, as is `email`.'),
      email,
    }),
    summary: 'Join a game by its link, or say that one who is on its list comes',
    answer: ok(gameSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body, request }) => {
    await limitStrangers(ctx, request.headers);
    await joinGame(ctx, { token: params.token, ...body });
    return gameShape(await getGame(ctx, params.token));
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
