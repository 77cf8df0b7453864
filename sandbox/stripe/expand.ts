import { invalidRequest } from './failure';
import { listObjects } from './list-objects';
import type { World } from './world';

type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of `object` in which the ids along each path (`data.latest_charge`) are replaced by their objects. */
export function expand(world: World, object: object, paths: readonly string[]): object {
  const copy: object = structuredClone(object);
  for (const path of paths) expandPath(world, copy, path.split('.'), path);
  return copy;
}

function expandPath(world: World, node: unknown, [head, ...rest]: string[], path: string): void {
  if (head === undefined || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) expandPath(world, item, [head, ...rest], path);
    return;
  }
  if (!isJson(node)) throw cannotExpand(path);
  node[head] = head === 'refunds' ? refundsOf(world, node) : expanded(world, node[head], path);
  expandPath(world, node[head], rest, path);
}

function expanded(world: World, value: unknown, path: string): unknown {
  if (value === undefined) throw cannotExpand(path);
  if (typeof value !== 'string') return value;
  const found = [
    world.customers,
    world.paymentMethods,
    world.intents,
    world.setupIntents,
    world.charges,
    world.refunds,
    world.disputes,
  ].flatMap((objects) => objects.get(value) ?? []);
  if (found[0] === undefined) throw cannotExpand(path);
  return structuredClone(found[0]);
}

function refundsOf(world: World, charge: Json): object {
  if (charge.object !== 'charge') throw cannotExpand('refunds');
  const refunds = [...world.refunds.values()].filter((refund) => refund.charge === charge.id);
  return structuredClone(listObjects(refunds, { limit: 10 }, `/v1/refunds?charge=${String(charge.id)}`));
}

const cannotExpand = (path: string) =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
