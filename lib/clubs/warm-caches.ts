import { availableToday } from '@/lib/availability/list-available-today';
import { popularClubs } from '@/lib/catalogue/popular-clubs';
import { type Warmed, warmCache } from '@/lib/services/redis/warm-cache';

/** Loads what the next visitors will ask for into the cache again. */
export const warmCaches = (): Promise<Warmed> => warmCache([popularClubs, availableToday]);
