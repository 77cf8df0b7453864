/** The reader's time zone, as their browser named it before. Whoever reads it takes it for a name at most. */
export const ZONE_COOKIE = 'pista-zone';
