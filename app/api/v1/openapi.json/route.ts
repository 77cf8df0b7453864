import { describeApi } from '@/app/api/v1/_contract/describe-api';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

export const GET = route({ auth: 'public' }, () =>
  json(describeApi(), 200, { 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
