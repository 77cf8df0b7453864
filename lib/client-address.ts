/** The address that the one trusted hop in front of us saw; whatever stands before it may be invented by the sender. */
export const clientAddress = (headers: Headers) =>
  headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
