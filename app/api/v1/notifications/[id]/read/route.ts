import { z } from 'zod';
import { notificationSchema, notificationShape } from '@/app/api/v1/_shapes/notification-shape';
import { plainId } from '@/lib/core/input/plain-number';
import { markLiveEventRead } from '@/lib/notices/list-live-events';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: plainId });

export const POST = route(
  { auth: 'required', params, summary: 'Mark a message as read', answer: ok(notificationSchema) },
  async ({ ctx, params }) => notificationShape(await markLiveEventRead(ctx, params.id)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
