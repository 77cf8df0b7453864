import spanish from '@/messages/es.json';

type DeclineKey = keyof typeof spanish.decline;

const isDecline = (code: string): code is DeclineKey => Object.hasOwn(spanish.decline, code);

/** Stripe's decline codes that we have words for. */
export const DECLINES = Object.keys(spanish.decline).filter(isDecline);

/** The message for a decline code; `other` for one we have no words for. */
export const declineKey = (code: string | null | undefined): DeclineKey =>
  code && isDecline(code) ? code : 'other';
