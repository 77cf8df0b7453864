import { z } from 'zod';
import { noSuch } from './failure';
import { listObjects, listParams } from './list-objects';
import type { StripeEvent } from './objects';
import { boolean, list } from './params';
import { type Route, route } from './route';
import type { World } from './world';

/** @throws StripeFailure 404 */
export function getEvent(world: World, id: string): StripeEvent {
  const event = world.events.get(id);
  if (event === undefined) throw noSuch('event', id, 'id');
  return event;
}

/** `charge.*` stands for every type that begins with `charge.`. */
const matches = (type: string, wanted: string) =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

export const eventRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/events',
    params: z.strictObject({
      ...listParams,
      delivery_success: boolean.optional(),
      type: z.string().optional(),
      types: list(z.string()).optional(),
    }),
    run({ world }, { delivery_success, type, types = type === undefined ? undefined : [type], ...page }) {
      const found = [...world.events.values()].filter(
        (event) =>
          (types === undefined || types.some((wanted) => matches(event.type, wanted))) &&
          (delivery_success === undefined || (event.pending_webhooks === 0) === delivery_success),
      );
      return listObjects(found, page, '/v1/events');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/events/:id',
    params: z.strictObject({}),
    run: ({ world, id }) => getEvent(world, id),
  }),
];
