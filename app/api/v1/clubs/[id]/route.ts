import { z } from 'zod';
import { clubChangesBody } from '@/app/api/v1/_shapes/club-changes';
import { clubSchema, clubShape } from '@/app/api/v1/_shapes/club-shape';
import { moneySchema } from '@/app/api/v1/_shapes/members';
import { getSeenClub } from '@/lib/catalogue/get-seen-club';
import { changeClub } from '@/lib/clubs/change-club';
import { deleteClub } from '@/lib/clubs/delete-club';
import { moneyJson } from '@/lib/core/money';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route(
  { auth: 'optional', params, summary: 'One club, by id or slug', answer: ok(clubSchema) },
  async ({ ctx, params }) => clubShape(await getSeenClub(ctx, params.id)),
);

export const PATCH = route(
  {
    auth: 'required',
    params,
    body: clubChangesBody,
    preview: true,
    limit: 'staffWrite',
    summary: 'Change a club, as its owner; the operation tells when every service has the change',
    answer: ok(clubSchema.extend({ operation_id: z.uuid().nullable() })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { club, operationId } = await changeClub(ctx, params.id, body);
    return { ...clubShape(club), operation_id: operationId };
  },
);

export const DELETE = route(
  {
    auth: 'required',
    params,
    preview: true,
    limit: 'staffWrite',
    summary: 'Close a club, as its owner: cancel what is to come, refund it in full, tell each player',
    answer: ok(
      z.strictObject({
        courts: z.int(),
        reservations: z.int(),
        refunds: z.int(),
        notices: z.int().describe('To those who booked.'),
        refunded: moneySchema.describe('To cards.'),
        owed: moneySchema.describe('What the club now owes for money that its desk took.'),
        operation_id: z.uuid().nullable().describe('Null in a preview.'),
      }),
    ),
  },
  async ({ ctx, params }) => {
    const { operationId, refundMinor, owedMinor, currency, ...touched } = await deleteClub(ctx, params.id);
    return {
      ...touched,
      refunded: moneyJson(refundMinor, currency),
      owed: moneyJson(owedMinor, currency),
      operation_id: operationId,
    };
  },
);

export const { POST, PUT, OPTIONS } = methodNotAllowed({ GET, PATCH, DELETE });
