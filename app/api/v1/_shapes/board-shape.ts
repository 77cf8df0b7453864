import { z } from 'zod';
import { RESERVATION_KINDS, RESERVATION_STATUSES } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { moneyJson } from '@/lib/core/money';
import { isoWithOffset, type TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import { instant, moneySchema } from './members';

export const windowSchema = z.strictObject({ starts_at: instant, ends_at: instant });

export const boardItemSchema = z
  .strictObject({
    id: z.uuid(),
    court_id: z.int(),
    kind: z.enum(RESERVATION_KINDS),
    status: z.enum(RESERVATION_STATUSES),
    starts_at: instant,
    ends_at: instant,
    revision: z.int().describe('A write names the one it saw.'),
    title: z.string().nullable(),
    customer: z
      .strictObject({
        id: z.uuid().optional().describe('From the confirmation on.'),
        name: z.string(),
        phone: z.string().optional(),
        user_id: z.uuid().optional(),
      })
      .nullable(),
    players: z.array(
      z.strictObject({ name: z.string(), user_id: z.uuid().optional(), checked_in_at: instant.nullable() }),
    ),
    price: moneySchema,
    paid: moneySchema.describe('Refunds under way are deducted.'),
    owed: moneySchema,
    checked_in_at: instant.nullable(),
    locked: z.boolean(),
    series_id: z.null(),
    note: z.string().nullable(),
  })
  .describe('What takes a place on the board of a club: a booking, a walk-in, a block or maintenance.');

export const windowShape = (club: Club, window: TimeRange) => ({
  starts_at: isoWithOffset(window.startsAt, club.timeZone),
  ends_at: isoWithOffset(window.endsAt, club.timeZone),
});

export function boardItemShape(club: Club, item: BoardItem) {
  const at = (ms: number | null) => (ms === null ? null : isoWithOffset(ms, club.timeZone));
  return {
    id: item.id,
    court_id: item.courtId,
    kind: item.kind,
    status: item.status,
    ...windowShape(club, item),
    revision: item.revision,
    title: item.title,
    customer: customerShape(item),
    players: item.players.map((player) => ({
      name: player.name,
      ...(player.userId && { user_id: player.userId }),
      checked_in_at: at(player.checkedInAt),
    })),
    price: moneyJson(item.priceMinor, item.currency),
    paid: moneyJson(item.paidMinor, item.currency),
    owed: moneyJson(item.owedMinor, item.currency),
    checked_in_at: at(item.checkedInAt),
    locked: item.locked,
    series_id: null,
    note: item.note,
  };
}

function customerShape({ customerId, userId, customerName, customerPhone }: BoardItem) {
  if (customerId === null && userId === null && customerName === null) return null;
  return {
    ...(customerId && { id: customerId }),
    name: customerName ?? '—',
    ...(customerPhone && { phone: customerPhone }),
    ...(userId && { user_id: userId }),
  };
}
