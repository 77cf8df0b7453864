import { idParam } from '@/app/api/v1/_shapes/id-param';
import { messageSchema, messageShape } from '@/app/api/v1/_shapes/message-shape';
import { resendNotice, resendSchema } from '@/lib/notices/messages/resend-notice';
import { created } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: resendSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Send a message again, by text if asked, with what is true now, at most three times a day',
    answer: created(messageSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => json(messageShape(await resendNotice(ctx, params.id, body)), 201),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
