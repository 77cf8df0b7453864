import { z } from 'zod';
import { mailChoiceSchema, setMailChoice } from '@/lib/notices/mail-choice';
import { file } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'public',
    params: z.object({ token: mailChoiceSchema.shape.token }),
    // `List-Unsubscribe=One-Click` (RFC 8058 §3.1), of which nothing but the address matters.
    body: 'raw',
    summary: 'Refuse mails of a kind by the link of one, as mail programs do with a click',
    answer: file('text/plain'),
  },
  async ({ ctx, params }) => {
    await setMailChoice(ctx, { token: params.token, wanted: false });
    return new Response('', { headers: { 'Content-Type': 'text/plain' } });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
