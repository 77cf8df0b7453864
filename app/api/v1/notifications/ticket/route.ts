import { route } from '@/lib/http';
import { createTicket } from '@/lib/notifications/create-ticket';

export const POST = route({ auth: 'required', scope: 'read' }, ({ ctx }) => createTicket(ctx));
