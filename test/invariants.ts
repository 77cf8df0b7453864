import { listViolations } from '@/lib/integrity/check-consistency';

/** The violated checks, each with its objects. */
export const brokenInvariants = async () =>
  (await listViolations()).map(({ check, objectIds }) => [check.type, objectIds]);
