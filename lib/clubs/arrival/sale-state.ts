import { isOnSale } from '@/lib/availability/slots';
import type { Club } from '@/lib/catalogue/catalogue';

/** How far a club is on its way to its players. */
export type SaleState = 'approved' | 'published' | 'paused';

/** Whether a club sells online, has paused, or was never published. */
export function saleStateOf(club: Pick<Club, 'publishedAt' | 'salesPausedAt'>): SaleState {
  if (isOnSale(club)) return 'published';
  return club.publishedAt === null ? 'approved' : 'paused';
}
