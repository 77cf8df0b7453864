/** The reader's time zone, as their browser named it on an earlier visit. It is only compared with those of clubs. */
export const ZONE_COOKIE = 'pista-zone';
