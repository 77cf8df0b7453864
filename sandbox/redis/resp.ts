import { type Command, RedisFailure, type Value } from './store';

/** A command on the wire: an array of bulk strings. */
export const encodeCommand = (command: Command): string =>
  `*${command.length}\r\n${command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

/** Calls `onValue` for each whole answer, however its bytes arrive. */
export function createRespParser(onValue: (value: Value) => void): (chunk: Buffer) => void {
  let unread = Buffer.alloc(0);
  return (chunk) => {
    unread = Buffer.concat([unread, chunk]);
    for (let read = readValue(unread, 0); read !== null; read = readValue(unread, 0)) {
      unread = unread.subarray(read.next);
      onValue(read.value);
    }
  };
}

type Read = { value: Value; next: number };

/** The answer that begins at `start`, or null while a part is missing. */
function readValue(bytes: Buffer, start: number): Read | null {
  const end = bytes.indexOf('\r\n', start);
  if (end === -1) return null;
  const kind = bytes.toString('latin1', start, start + 1);
  const line = bytes.toString('utf8', start + 1, end);
  const next = end + 2;
  switch (kind) {
    case '+':
      return { value: line, next };
    case '-':
      return { value: new RedisFailure(line), next };
    case ':':
      return { value: Number(line), next };
    case '$':
      return readBulk(bytes, Number(line), next);
    case '*':
      return readArray(bytes, Number(line), next);
    default:
      throw new Error(`not RESP2: ${kind}${line}`);
  }
}

function readBulk(bytes: Buffer, length: number, start: number): Read | null {
  if (length === -1) return { value: null, next: start };
  const end = start + length;
  return bytes.length < end + 2 ? null : { value: bytes.toString('utf8', start, end), next: end + 2 };
}

function readArray(bytes: Buffer, length: number, start: number): Read | null {
  if (length === -1) return { value: null, next: start };
  const value: Value[] = [];
  let next = start;
  for (let index = 0; index < length; index += 1) {
    const read = readValue(bytes, next);
    if (read === null) return null;
    value.push(read.value);
    next = read.next;
  }
  return { value, next };
}
