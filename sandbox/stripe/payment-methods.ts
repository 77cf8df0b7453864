import { z } from 'zod';
import { createCard, rawCardRefused } from './cards';
import { getCustomer } from './customers';
import { invalidRequest, noSuch } from './failure';
import { paymentMethodDataParams } from './intent-params';
import { listObjects, listParams } from './list-objects';
import type { PaymentMethod } from './objects';
import { type Call, type Route, route } from './route';
import { detachCard } from './saved-cards';

function getPaymentMethod({ world, id }: Call): PaymentMethod {
  const method = world.paymentMethods.get(id);
  if (method === undefined) throw noSuch('PaymentMethod', id, 'id');
  return method;
}

export const paymentMethodRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/payment_methods',
    browser: true,
    params: paymentMethodDataParams,
    run({ world, from }, { card, billing_details }) {
      if (from === 'server') throw rawCardRefused();
      return createCard(world, card, billing_details);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    params: z.strictObject({}),
    run: getPaymentMethod,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    params: z.strictObject({}),
    run(call) {
      const method = getPaymentMethod(call);
      if (method.customer === null) {
        throw invalidRequest(
          'The payment method you provided is not attached to a customer so detachment is impossible.',
        );
      }
      detachCard(call, method);
      return method;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    params: z.strictObject({ ...listParams, type: z.literal('card').optional() }),
    run({ world, id }, { type, ...page }) {
      const customer = getCustomer(world, id, 'id');
      const methods = [...world.paymentMethods.values()].filter((method) => method.customer === customer.id);
      return listObjects(methods, page, `/v1/customers/${id}/payment_methods`);
    },
  }),
];
