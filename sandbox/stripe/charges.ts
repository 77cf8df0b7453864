import { z } from 'zod';
import { noSuch } from './failure';
import { listObjects, listParams } from './list-objects';
import { type Route, route } from './route';

export const chargeRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/charges',
    params: z.strictObject({
      ...listParams,
      customer: z.string().optional(),
      payment_intent: z.string().optional(),
    }),
    run: ({ world }, { customer, payment_intent, ...page }) =>
      listObjects(
        [...world.charges.values()].filter(
          (charge) =>
            (customer === undefined || charge.customer === customer) &&
            (payment_intent === undefined || charge.payment_intent === payment_intent),
        ),
        page,
        '/v1/charges',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/charges/:id',
    params: z.strictObject({}),
    run({ world, id }) {
      const charge = world.charges.get(id);
      if (charge === undefined) throw noSuch('charge', id, 'id');
      return charge;
    },
  }),
];
