import { z } from 'zod';
import { type EntryFilters, entryFilters } from '@/lib/billing/list-till-entries';

const { shiftId: shift, method, kind, by } = entryFilters;
/** An address that makes no sense narrows nothing. */
const addressSchema = z
  .object({
    shift: shift.catch(undefined),
    method: method.catch(undefined),
    kind: kind.catch(undefined),
    by: by.catch(undefined),
  })
  .transform(({ shift: shiftId, ...rest }) => ({ shiftId, ...rest }));

/** What the address of the till narrows its entries to. */
export const readTillFilters = (search: Record<string, unknown>): EntryFilters => addressSchema.parse(search);

/** Whether a filter is set. */
export const isFiltered = (filters: EntryFilters): boolean =>
  Object.values(filters).some((value) => value !== undefined);
