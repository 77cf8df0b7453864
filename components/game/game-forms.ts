import { z } from 'zod';
import { declineGameSchema } from '@/lib/reservations/game/decline-game';
import { joinGameSchema } from '@/lib/reservations/game/join-game';

const trimmed = z.string().transform((typed) => typed.trim() || undefined);

/** The fields of the form that joins a game. One that is left empty is sent all the same. */
export const joinGameForm = joinGameSchema.extend({
  name: trimmed.pipe(joinGameSchema.shape.name).optional(),
  email: trimmed.pipe(joinGameSchema.shape.email).optional(),
});

/** The fields of the form that declines one. */
export const declineGameForm = declineGameSchema.extend({
  name: trimmed.pipe(declineGameSchema.shape.name).optional(),
});
