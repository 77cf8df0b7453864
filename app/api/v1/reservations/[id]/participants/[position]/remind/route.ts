import { z } from 'zod';
import { plainInteger } from '@/lib/core/input/plain-number';
import { remindPlayer } from '@/lib/reservations/game/remind-player';
import { noContent } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'booker',
    params: z.object({ id: z.uuid(), position: plainInteger(0, 1_000) }),
    limit: 'byRole',
    summary: 'Ask a player who has not answered once more, at most every twelve hours',
    answer: noContent,
    refuses: ['conflict'],
  },
  ({ ctx, params: { id: reservationId, position } }) => remindPlayer(ctx, { reservationId, position }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
