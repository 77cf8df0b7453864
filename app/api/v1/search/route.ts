import { searchDocuments, searchDocumentsSchema } from '@/lib/availability/search-documents';
import { route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';
import { paged } from '@/lib/paging';

export const GET = route({ auth: 'optional', query: searchDocumentsSchema }, async ({ query, request }) => {
  const { results, count } = await searchDocuments(query);
  return paged(results, { ...query, count, url: request.url });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
