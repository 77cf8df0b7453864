import { db } from '@/db';
import { sendPaymentLinks } from '@/lib/billing/send-payment-links';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type BoardItem, readItems } from '@/lib/desk/board-item';

/** The way that a link would go, or why none would. */
type LinkOutlook = 'email' | 'sms' | 'lately' | 'unreachable' | 'nothing';

export type LinksPreview = {
  club: Club;
  /** By start, with what is owed in minor units. */
  rows: readonly { item: BoardItem; owedMinor: number; outlook: LinkOutlook }[];
};

const OUTLOOKS = ['email', 'sms', 'lately', 'unreachable'] as const satisfies LinkOutlook[];

/**
 * Which of some bookings of a club would be asked for by link, and which way, without sending any.
 * @throws AppError as `sendPaymentLinks`
 */
export async function previewPaymentLinks(
  ctx: Context,
  clubIdOrSlug: string,
  ids: string[],
): Promise<LinksPreview> {
  const { club, ...lists } = await sendPaymentLinks({ ...ctx, preview: true }, clubIdOrSlug, { ids });
  const found = new Map(
    OUTLOOKS.flatMap((outlook) =>
      lists[outlook].map(({ reservationId, amountMinor }) => [
        reservationId,
        { outlook, owedMinor: amountMinor },
      ]),
    ),
  );
  const items = await readItems(db(), ids);
  return {
    club,
    rows: items.map((item) => ({ item, ...(found.get(item.id) ?? { outlook: 'nothing', owedMinor: 0 }) })),
  };
}
