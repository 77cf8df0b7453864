import { docsPage, docsPolicy } from '@/app/api/v1/_contract/docs-page';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  { auth: 'public' },
  () =>
    new Response(docsPage(), {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': docsPolicy },
    }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
