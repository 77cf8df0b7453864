import type { LocalDate } from '@/lib/core/time';

/** Whether a court of a club is still on sale on a local date. */
export const isSoldOn = ({ retiresOn }: { readonly retiresOn: LocalDate | null }, date: LocalDate): boolean =>
  retiresOn === null || date < retiresOn;
