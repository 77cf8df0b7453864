import { keepCourtDays } from '@/lib/availability/court-days/keep-court-days';
import { listViolations } from '@/lib/integrity/check-consistency';

/** The violated checks, each with its objects. No job counts the days of courts in tests, so it is done here. */
export async function brokenInvariants() {
  await keepCourtDays();
  return (await listViolations()).map(({ check, objectIds }) => [check.type, objectIds]);
}
