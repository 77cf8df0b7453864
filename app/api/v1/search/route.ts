import { searchDocuments, searchDocumentsSchema } from '@/lib/availability/search-documents';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

export const GET = route({ auth: 'optional', query: searchDocumentsSchema }, async ({ query, request }) => {
  const { results, count } = await searchDocuments(query);
  return paged(results, { ...query, count, url: request.url });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
