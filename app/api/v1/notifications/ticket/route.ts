import { route } from '@/lib/http';
import { createTicket } from '@/lib/notifications/create-ticket';
import { otherMethods } from '@/lib/other-methods';

export const POST = route({ auth: 'required', scope: 'read', limit: 'ticket' }, ({ ctx }) =>
  createTicket(ctx),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
