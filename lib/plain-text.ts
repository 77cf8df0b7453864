/** Lower-case without accents or outer spaces: how cities and search words are compared. */
export const plainText = (value: string): string =>
  value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ');
