import { z } from 'zod';
import { clubKey } from '@/app/api/v1/_shapes/court-shape';
import { searchDocuments, searchDocumentsSchema } from '@/lib/availability/search-documents';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

const { q, type } = searchDocumentsSchema.shape;
const query = z.object({ q, type, ...pagingQuery }).transform(readPaging);

export const GET = route(
  {
    auth: 'optional',
    query,
    summary: 'Clubs and courts by their words, tolerant of accents and typing slips',
    answer: listOf(
      z.strictObject({
        type: z.enum(['club', 'court']),
        ...clubKey,
        highlight: z.string().describe('The name with the matching words between asterisks.'),
      }),
    ),
  },
  async ({ query, request }) => {
    const { results, count } = await searchDocuments(query);
    return paged(results, { ...query, count, url: request.url });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
