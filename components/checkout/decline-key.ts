import spanish from '@/messages/es.json';

type DeclineKey = keyof typeof spanish.decline;

const isDecline = (code: string): code is DeclineKey => Object.hasOwn(spanish.decline, code);

/** Stripe's decline codes that have a message. */
export const DECLINES = Object.keys(spanish.decline).filter(isDecline);

/** The message key of a decline code, `other` for an unknown one. */
export const declineKey = (code: string | null | undefined): DeclineKey =>
  code && isDecline(code) ? code : 'other';
