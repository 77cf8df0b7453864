import { listViolations } from '@/lib/integrity/check-consistency';

/** Which invariants are broken, each with the objects that break it. */
export const brokenInvariants = async () =>
  (await listViolations()).map(({ check, objectIds }) => [check.type, objectIds]);
