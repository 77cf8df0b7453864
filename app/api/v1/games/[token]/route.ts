import { gameSchema, gameShape, gameParams } from '@/app/api/v1/_shapes/game-shape';
import { getGame } from '@/lib/reservations/game/get-game';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'optional',
    params: gameParams,
    summary: 'A game by its link: when, where and who comes',
    answer: ok(gameSchema),
  },
  async ({ ctx, params }) => gameShape(await getGame(ctx, params.token)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
