import { once } from 'node:events';
import { createServer, request as ask, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { MAX_UPLOAD_BYTES } from '@/lib/clubs/photos/photo-input';
import { BODY_PACE, cutSlowBodies } from './cut-slow-bodies';
import { SERVER_LIMITS } from './server-limits';

/** A part of the real times, so that the tests do not wait half a minute. */
const PERIOD_MS = 500;
const PACE = { periodMs: PERIOD_MS, bytes: 8_000 };
const MANY_PERIODS = 5;

const answerWhole: RequestListener = async (request, response) => {
  const { byteLength } = await buffer(request).catch(() => Buffer.alloc(0));
  response.end(String(byteLength));
};

async function serve(handle: RequestListener, limits: object = SERVER_LIMITS): Promise<number> {
  const server = createServer(limits, handle).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** What comes back until the connection ends, of somebody who sends no more than that. */
async function answerTo(port: number, begun: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(begun);
  return (await buffer(socket)).toString();
}

/** Sends a body in pieces, ten in each period, and gives what was answered. */
function sendSlowly(port: number, piece: number, periods: number): Promise<string> {
  const body = Buffer.alloc(piece);
  let left = periods * 10;
  return new Promise((resolve) => {
    const sending = ask({ port, host: '127.0.0.1', method: 'POST' }, async (response) => {
      resolve(response.statusCode === 200 ? (await buffer(response)).toString() : 'cut');
    });
    sending.on('error', () => resolve('cut'));
    const timer = setInterval(() => {
      left -= 1;
      if (left >= 0 && !sending.destroyed) sending.write(body);
      else {
        clearInterval(timer);
        sending.end();
      }
    }, PERIOD_MS / 10);
  });
}

test('who sends headers too slowly is cut off about when the limit says', async () => {
  const port = await serve(answerWhole, { ...SERVER_LIMITS, headersTimeout: PERIOD_MS });
  expect(await answerTo(port, 'GET / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /);
});

test('who begins a body and sends no more of it is cut off after a period', async () => {
  const port = await serve(cutSlowBodies(answerWhole, PACE));
  const begun = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow';
  expect(await answerTo(port, begun)).toMatch(/^HTTP\/1\.1 408 /);
});

test('a body that keeps its pace is taken whole, however long it takes', async () => {
  const port = await serve(cutSlowBodies(answerWhole, PACE));
  const piece = 2_000;
  expect(await sendSlowly(port, piece, MANY_PERIODS)).toBe(String(piece * 10 * MANY_PERIODS));
});

test('one that never stops, but comes more slowly, is cut off', async () => {
  const port = await serve(cutSlowBodies(answerWhole, PACE));
  expect(await sendSlowly(port, 100, MANY_PERIODS)).toBe('cut');
});

test('one that keeps its pace is cut off where a request may take one period (control)', async () => {
  const port = await serve(answerWhole, {
    ...SERVER_LIMITS,
    headersTimeout: PERIOD_MS,
    requestTimeout: PERIOD_MS,
  });
  expect(await sendSlowly(port, 2_000, MANY_PERIODS)).toBe('cut');
});

test('what is still sent after an answer is not taken for longer than a period', async () => {
  const port = await serve(
    cutSlowBodies((_request, response) => {
      response.end('no');
    }, PACE),
  );
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n');
  const timer = setInterval(() => socket.write(Buffer.alloc(20_000)), PERIOD_MS / 10);
  onTestFinished(() => clearInterval(timer));
  await once(socket.resume(), 'close');
});

test('a photo of 10 MB from a telephone at 2 Mbit/s keeps the pace, and at the slowest pace has the time', () => {
  expect((BODY_PACE.bytes / BODY_PACE.periodMs) * 1_000).toBeLessThan(2_000_000 / 8);
  const periods = MAX_UPLOAD_BYTES / BODY_PACE.bytes + 1;
  expect(periods * BODY_PACE.periodMs).toBeLessThan(SERVER_LIMITS.requestTimeout);
});
