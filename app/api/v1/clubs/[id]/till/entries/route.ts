import { z } from 'zod';
import { entrySchema, entryShape, readShiftId } from '@/app/api/v1/_shapes/till-shape';
import { addTillEntry, addTillEntrySchema } from '@/lib/billing/add-till-entry';
import { listTillEntries, listTillEntriesSchema } from '@/lib/billing/list-till-entries';
import { created, listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const { date, shiftId: shift_id, method, kind, by: taken_by } = listTillEntriesSchema.shape;
const query = z
  .object({ date, shift_id, method, kind, taken_by, ...pagingQuery })
  .transform(({ taken_by: by, ...rest }) => ({ ...readPaging(readShiftId(rest)), by }));
const { shiftId: into, ...entry } = addTillEntrySchema.shape;
const body = z.strictObject({ ...entry, shift_id: into }).transform(readShiftId);

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'What changed hands at a club’s desk, newest first; the desk sees its own shift',
    answer: listOf(entrySchema),
  },
  async ({ ctx, params, query, request }) => {
    const { results, count } = await listTillEntries(ctx, params.id, query);
    return paged(results.map(entryShape), { ...query, count, url: request.url });
  },
);

export const POST = route(
  {
    auth: 'required',
    params,
    body,
    preview: true,
    limit: 'staffWrite',
    summary: 'Put cash into an open till or take some out, for no booking',
    answer: created(entrySchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => json(entryShape(await addTillEntry(ctx, params.id, body)), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
