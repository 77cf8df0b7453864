import { z } from 'zod';
import { notificationShape } from '@/app/api/v1/_shapes/notification-shape';
import { route } from '@/lib/http';
import { plainId } from '@/lib/plain-number';
import { readMessage } from '@/lib/notifications/list-messages';
import { otherMethods } from '@/lib/other-methods';

const params = z.object({ id: plainId });

export const POST = route({ auth: 'required', params }, async ({ ctx, params }) =>
  notificationShape(await readMessage(ctx, params.id)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
