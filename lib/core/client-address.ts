import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The part of an IPv6 address that names a line. A client may choose the rest anew each time (RFC 4291 §2.5.4). */
const LINE_PARTS = 4;

/**
 * The address that the last trusted hop saw, or that of the connection when there is none (`identify-requests.ts`).
 * One client has one name, however its address is written: with a port, in brackets, as IPv4 within IPv6, or within
 * one IPv6 line.
 */
export function clientAddress(headers: Headers): string {
  const seen = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
  const address = withoutPort(seen);
  const plain = address.replace(/^::ffff:/i, '');
  if (isIPv4(plain)) return plain;
  if (!ipaddr.isValid(address)) return seen;
  const known = ipaddr.process(address);
  return 'parts' in known ? lineOf(known) : known.toString();
}

function lineOf({ parts }: ipaddr.IPv6): string {
  const line = parts.slice(0, LINE_PARTS).map((part) => part.toString(16));
  return `${line.join(':')}::/64`;
}

/** An address without its brackets and port: `[2001:db8::1]:443` → `2001:db8::1`. */
const withoutPort = (text: string) =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
