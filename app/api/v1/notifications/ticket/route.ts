import { createTicket } from '@/lib/live/create-ticket';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route({ auth: 'required', scope: 'read', limit: 'ticket' }, ({ ctx }) =>
  createTicket(ctx),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
