import { inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { NOTICE_STATUSES, type NoticeStatus, notices } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';

/** The order of states. One that may have been sent comes before one that was not tried. */
const RANK = {
  delivered: 0,
  sent: 1,
  sending: 2,
  bounced: 3,
  failed: 4,
  suppressed: 5,
  pending: 6,
} as const satisfies Record<NoticeStatus, number>;

const sameSchema = z.array(z.object({ id: z.string(), status: z.enum(NOTICE_STATUSES) }));

/**
 * Keeps the most advanced of several rows of one notice. Nothing is sent again.
 * @throws AppError conflict while one of them is being sent
 */
export async function repairDuplicateNotice(ctx: Context, noticeId: string): Promise<void> {
  await transaction(async (tx) => {
    const rows = await tx.execute(sql`select other.id, other.status from notices other
      where (kind, object_id, channel, recipient) = (
        select named.kind, named.object_id, named.channel, named.recipient from notices named where named.id = ${noticeId}::uuid)
      order by other.id for update`);
    const same = sameSchema.parse([...rows]);
    if (same.some(({ status }) => status === 'sending')) {
      throw new AppError('conflict', 'One of them is going out at this moment: try again in a minute.');
    }
    const [kept, ...repeats] = same.toSorted((one, other) => RANK[one.status] - RANK[other.status]);
    if (!kept || repeats.length === 0) return;
    const ids = repeats.map(({ id }) => id);
    await tx.delete(notices).where(inArray(notices.id, ids));
    const changes = repeats.map(
      ({ id, status }) =>
        ({
          entity: 'notice',
          entityId: id,
          from: status,
          to: 'removed',
          detail: { repeat_of: kept.id },
          asStaff: true,
        }) as const,
    );
    await recordChange(tx, ctx, ...changes);
  });
}
