/**
 * Whom the hop in front of us saw, or who is at the other end of the line when there is none (`identify-requests.ts`);
 * whatever stands before it may be invented by the sender.
 */
export const clientAddress = (headers: Headers) =>
  headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
