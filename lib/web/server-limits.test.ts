import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { SERVER_LIMITS } from './server-limits';

/** A twentieth of the real limits, so that the tests do not wait half a minute. */
const short = {
  ...SERVER_LIMITS,
  headersTimeout: SERVER_LIMITS.headersTimeout / 20,
  requestTimeout: SERVER_LIMITS.requestTimeout / 20,
};

test.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow'],
])(
  'who sends %s too slowly is cut off about when the limit says',
  async (_, begun) => {
    const server = createServer(short).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
    socket.resume().write(begun);
    const ended = once(socket, 'end').then(() => 'cut');
    const waited = new Promise((resolve) => setTimeout(resolve, 12_000, 'still open').unref());
    expect(await Promise.race([ended, waited])).toBe('cut');
    socket.destroy();
  },
  20_000,
);
