import type { Person, Unproven } from '@/lib/core/context';

const FRESH_MS = 10 * 60_000;

/** Whether this session began within the last ten minutes, in whichever way. */
export const signedInLately = ({ via }: Person | Unproven, now: Date): boolean =>
  via.kind === 'session' && via.startedAt !== undefined && now.getTime() - via.startedAt.getTime() < FRESH_MS;
