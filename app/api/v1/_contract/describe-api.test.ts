import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { GET as showDocs } from '@/app/api/v1/docs/route';
import { GET as showDocument } from '@/app/api/v1/openapi.json/route';
import { apiRequest, pathParams } from '@/test/requests';
import { describeApi } from './describe-api';
import { endpoints } from './endpoints';

const V1 = path.resolve(import.meta.dirname, '..');
/** The description itself and the catch-all are no part of the described API. */
const UNDESCRIBED = ['openapi.json', 'docs'];

const routeFiles = readdirSync(V1, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'route.ts')
  .map((file) => path.dirname(file).replaceAll(path.sep, '/'))
  .filter((folder) => !UNDESCRIBED.includes(folder));

const moduleSchema = z.record(z.string(), z.unknown());
/** Handlers that only answer 405 carry no options. */
const servesSomething = (handler: unknown) => typeof handler === 'function' && 'options' in handler;

describe('the contract', () => {
  test('has a row for each method of each route file, and no other', async () => {
    const exported = await Promise.all(
      routeFiles.map(async (folder) => {
        const handlers = moduleSchema.parse(await import(path.join(V1, folder, 'route.ts')));
        const where = folder.replace(/\[(\w+)\]/g, '{$1}');
        return Object.entries(handlers).flatMap(([method, handler]) =>
          servesSomething(handler) ? [`${method} /${where}`] : [],
        );
      }),
    );
    const described = endpoints.map(({ method, path: where }) => `${method} ${where}`);
    expect(described.toSorted()).toEqual(exported.flat().toSorted());
  });

  test('names the handler that serves the path', async () => {
    for (const { method, path: where, handler } of endpoints) {
      const folder = where.slice(1).replace(/\{(\w+)\}/g, '[$1]');
      const handlers = moduleSchema.parse(await import(path.join(V1, folder, 'route.ts')));
      expect(handlers[method], `${method} ${where}`).toBe(handler);
    }
  });

  test('asks for every parameter that its path names', () => {
    for (const [where, methods] of Object.entries(describeApi().paths)) {
      const named = [...where.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(
          named,
        );
      }
    }
  });
});

describe('the document', () => {
  const documentSchema = z.looseObject({
    openapi: z.literal('3.1.0'),
    paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
    components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
  });
  const read = async () => {
    const response = await showDocument(apiRequest('/api/v1/openapi.json'), pathParams());
    expect(response.headers.get('content-type')).toContain('application/json');
    return documentSchema.parse(await response.json());
  };

  test('says what a method gets that a path does not have', async () => {
    expect(describeApi().info.description).toContain('405 `method_not_allowed`');
  });

  test('refers only to schemas that it has', async () => {
    const { components, ...rest } = await read();
    const references = JSON.stringify({ components, rest }).matchAll(/"\$ref":"([^"]+)"/g);
    const known = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`);
    for (const [, reference] of references) expect(known).toContain(reference);
  });

  test('gives each operation a name of its own', async () => {
    const { paths } = await read();
    const names = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('postReservationsIdRetryPayment');
  });

  test('says of a reservation what its route accepts and may answer', async () => {
    const { paths } = await read();
    expect(paths['/api/v1/reservations']?.post).toMatchObject({
      security: [{ key: [] }, { session: [] }, { visitor: [] }],
      requestBody: {
        content: {
          'application/json': {
            schema: {
              required: ['court_id', 'date', 'start_time', 'duration'],
              additionalProperties: false,
              properties: { duration: { type: 'integer', maximum: 1440 } },
            },
          },
        },
      },
      responses: {
        201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Reservation' } } } },
        409: { description: '`slot_taken`, `conflict`' },
        413: {},
        415: {},
        422: { description: '`not_bookable`' },
        503: { description: '`payment_service_unavailable`, `service_unavailable`' },
      },
    });
  });

  test('says how dates, times, numbers and amounts are written', async () => {
    const { paths } = await read();
    const date = { type: 'string', format: 'date', pattern: expect.stringContaining('-') };
    const time = { type: 'string', pattern: expect.stringContaining(':') };
    const whole = { type: 'integer', minimum: 1, maximum: 240 };
    expect(paths['/api/v1/courts/search']?.get?.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'date', required: true, schema: expect.objectContaining(date) }),
        expect.objectContaining({ name: 'time', required: true, schema: expect.objectContaining(time) }),
        expect.objectContaining({ name: 'duration', required: true, schema: whole }),
        expect.objectContaining({ name: 'lat', required: false }),
      ]),
    );
    expect(paths['/api/v1/courts/{id}/availability']?.get?.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'date', schema: expect.objectContaining(date) }),
      ]),
    );
    expect(paths['/api/v1/reservations']?.post).toMatchObject({
      requestBody: {
        content: { 'application/json': { schema: { properties: { date, start_time: time } } } },
      },
    });
    expect(paths['/api/v1/payments/{id}/refund']?.post).toMatchObject({
      requestBody: {
        content: {
          'application/json': {
            schema: { properties: { amount: { type: 'string', pattern: expect.any(String) } } },
          },
        },
      },
    });
  });

  test('says which old fields of money go away, and beside what', async () => {
    const { components } = await read();
    expect(components.schemas).toMatchObject({
      Club: {
        properties: {
          extras: {
            items: { properties: { price: expect.any(Object), price_minor: { deprecated: true } } },
          },
        },
      },
      Refund: { properties: { refunded: expect.any(Object), refunded_amount: { deprecated: true } } },
    });
  });

  test('says that what a write is about may not be there', async () => {
    const { paths } = await read();
    for (const where of ['/api/v1/payments/create-intent', '/api/v1/reservations']) {
      expect(paths[where]?.post, where).toHaveProperty('responses.404');
    }
  });

  test('says of every endpoint what its kind may be refused', async () => {
    const { paths } = await read();
    const raw = { responses: { 400: {}, 413: {} } };
    expect(paths['/api/v1/payments/stripe-webhook']?.post).toMatchObject(raw);
    expect(paths['/api/v1/payments/stripe-webhook']?.post).not.toHaveProperty('responses.415');
    expect(paths['/api/v1/clubs/sync']?.post).toMatchObject({
      responses: { 400: {}, 409: { description: '`conflict`' }, 413: {}, 415: {} },
    });
    expect(paths['/api/v1/clubs']?.get).toMatchObject({
      security: [{}, { key: [] }, { session: [] }],
      responses: { 401: {}, 429: {} },
    });
  });

  test('says of the health page that it reports the same when Pista is not fit to serve', async () => {
    const { paths } = await read();
    const report = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Health' } } } };
    expect(paths['/api/v1/health']?.get).toMatchObject({ responses: { 200: report, 503: report } });
  });

  test('is also a page, without scripts, with each endpoint on it', async () => {
    const response = await showDocs(apiRequest('/api/v1/docs'), pathParams());
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
    const html = await response.text();
    expect(html).not.toContain('<script');
    for (const where of Object.keys((await read()).paths)) expect(html).toContain(where);
  });
});
