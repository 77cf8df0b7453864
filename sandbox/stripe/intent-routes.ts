import { z } from 'zod';
import { confirmIntent } from './confirm-intent';
import { createIntent } from './create-intent';
import { cancelIntent, captureIntent } from './finish-intent';
import { getCallersIntent } from './get-intent';
import { cancelParams, captureParams, confirmParams, createParams, updateParams } from './intent-params';
import { listObjects, listParams } from './list-objects';
import { type Route, route } from './route';
import { updateIntent } from './update-intent';
import { visibleIntent } from './visible-intent';

export const intentRoutes: Route[] = [
  route({ method: 'POST', path: '/v1/payment_intents', params: createParams, run: createIntent }),
  route({
    method: 'GET',
    path: '/v1/payment_intents',
    params: z.strictObject({ ...listParams, customer: z.string().optional() }),
    run: ({ world }, { customer, ...page }) =>
      listObjects(
        [...world.intents.values()].filter(
          (intent) => customer === undefined || intent.customer === customer,
        ),
        page,
        '/v1/payment_intents',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    browser: true,
    params: z.strictObject({ client_secret: z.string().optional() }),
    run: (call, { client_secret }) => visibleIntent(call.from, getCallersIntent(call, client_secret)),
  }),
  route({ method: 'POST', path: '/v1/payment_intents/:id', params: updateParams, run: updateIntent }),
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    browser: true,
    params: confirmParams,
    run: (call, params) => visibleIntent(call.from, confirmIntent(call, params)),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id/capture',
    params: captureParams,
    run: captureIntent,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id/cancel',
    params: cancelParams,
    run: cancelIntent,
  }),
];
