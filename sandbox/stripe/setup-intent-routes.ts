import { z } from 'zod';
import { listObjects, listParams } from './list-objects';
import { type Route, route } from './route';
import {
  cancelSetupIntent,
  cancelSetupParams,
  confirmSetupIntent,
  confirmSetupParams,
  createSetupIntent,
  createSetupParams,
  getCallersSetupIntent,
} from './setup-intents';
import { visibleIntent } from './visible-intent';

export const setupIntentRoutes: Route[] = [
  route({ method: 'POST', path: '/v1/setup_intents', params: createSetupParams, run: createSetupIntent }),
  route({
    method: 'GET',
    path: '/v1/setup_intents',
    params: z.strictObject({ ...listParams, customer: z.string().optional() }),
    run: ({ world }, { customer, ...page }) =>
      listObjects(
        [...world.setupIntents.values()].filter(
          (setup) => customer === undefined || setup.customer === customer,
        ),
        page,
        '/v1/setup_intents',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/setup_intents/:id',
    browser: true,
    params: z.strictObject({ client_secret: z.string().optional() }),
    run: (call, { client_secret }) => visibleIntent(call.from, getCallersSetupIntent(call, client_secret)),
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/confirm',
    browser: true,
    params: confirmSetupParams,
    run: (call, params) => visibleIntent(call.from, confirmSetupIntent(call, params)),
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/cancel',
    params: cancelSetupParams,
    run: cancelSetupIntent,
  }),
];
