import { z } from 'zod';
import { emit } from './emit';
import { noSuch } from './failure';
import { listObjects, listParams } from './list-objects';
import { mergeMetadata } from './merge-metadata';
import type { Customer, DeletedCustomer } from './objects';
import { address, email, list, metadata, text } from './params';
import { type Route, route } from './route';
import { detachCard } from './saved-cards';
import { newId, type World } from './world';

const customerParams = z.strictObject({
  address: address.optional(),
  description: text.optional(),
  email: email.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  phone: text.optional(),
  preferred_locales: list(z.string()).optional(),
});

type CustomerParams = z.output<typeof customerParams>;

/** @throws StripeFailure `resource_missing` for an unknown or deleted customer */
export function getCustomer(world: World, id: string, param: string): Customer {
  const customer = world.customers.get(id);
  if (customer === undefined || 'deleted' in customer) throw noSuch('customer', id, param);
  return customer;
}

/** A customer without data. */
export const newCustomer = ({ clock }: World): Customer => ({
  id: newId('cus'),
  object: 'customer',
  address: null,
  balance: 0,
  created: clock.nowSeconds(),
  currency: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: null,
  livemode: false,
  metadata: {},
  name: null,
  phone: null,
  preferred_locales: [],
  shipping: null,
});

function applyParams(customer: Customer, params: CustomerParams): void {
  const {
    address: place,
    description,
    email: mail,
    metadata: change,
    name,
    phone,
    preferred_locales,
  } = params;
  if (place !== undefined) customer.address = place;
  if (description !== undefined) customer.description = description;
  if (mail !== undefined) customer.email = mail;
  if (name !== undefined) customer.name = name;
  if (phone !== undefined) customer.phone = phone;
  if (preferred_locales !== undefined) customer.preferred_locales = preferred_locales;
  customer.metadata = mergeMetadata(customer.metadata, change);
}

export const customerRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/customers',
    params: customerParams,
    run(call, params) {
      const customer = newCustomer(call.world);
      applyParams(customer, params);
      call.world.customers.set(customer.id, customer);
      emit(call, 'customer.created', customer);
      return customer;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id',
    params: z.strictObject({}),
    run({ world, id }) {
      const customer = world.customers.get(id);
      if (customer === undefined) throw noSuch('customer', id, 'id');
      return customer;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/:id',
    params: customerParams,
    run(call, params) {
      const customer = getCustomer(call.world, call.id, 'id');
      applyParams(customer, params);
      emit(call, 'customer.updated', customer);
      return customer;
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id',
    params: z.strictObject({}),
    run(call) {
      const customer = getCustomer(call.world, call.id, 'id');
      const deleted: DeletedCustomer = { id: customer.id, object: 'customer', deleted: true };
      call.world.customers.set(customer.id, deleted);
      for (const method of call.world.paymentMethods.values())
        if (method.customer === customer.id) detachCard(call, method);
      emit(call, 'customer.deleted', customer);
      return deleted;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers',
    params: z.strictObject({ ...listParams, email: z.string().optional() }),
    run({ world }, { email: mail, ...page }) {
      const living = [...world.customers.values()].flatMap((customer) =>
        'deleted' in customer ? [] : customer,
      );
      const matching = living.filter((customer) => mail === undefined || customer.email === mail);
      return listObjects(matching, page, '/v1/customers');
    },
  }),
];
