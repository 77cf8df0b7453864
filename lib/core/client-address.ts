import ipaddr from 'ipaddr.js';

/** The part of an IPv6 address that names a line; the rest a client may choose anew each time (RFC 4291 §2.5.4). */
const LINE_PARTS = 4;

/**
 * Whom the hop in front of us saw, or who is at the other end of the line when there is none (`identify-requests.ts`);
 * whatever stands before it may be invented by the sender. One client has one name however its address is written: with
 * a port, in brackets, as IPv4 within IPv6, or as any address of the same IPv6 line.
 */
export function clientAddress(headers: Headers): string {
  const seen = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
  const address = withoutPort(seen);
  if (!ipaddr.isValid(address)) return seen;
  const known = ipaddr.process(address);
  return 'parts' in known ? lineOf(known) : known.toString();
}

function lineOf({ parts }: ipaddr.IPv6): string {
  const line = parts.slice(0, LINE_PARTS).map((part) => part.toString(16));
  return `${line.join(':')}::/64`;
}

/** `[2001:db8::1]:443`, `[2001:db8::1]` and `203.0.113.7:443` without what is not the address. */
const withoutPort = (text: string) =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
