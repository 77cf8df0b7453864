/** The header in which `proxy.ts` tells a page its own path with its query. What the sender wrote there is replaced. */
export const PAGE_PATH_HEADER = 'x-pista-page-path';
