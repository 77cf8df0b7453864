/** The reader's time zone, as their browser named it. It may be any text. */
export const ZONE_COOKIE = 'pista-zone';
