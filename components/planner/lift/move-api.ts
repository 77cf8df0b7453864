import { parseDecimal } from '@/lib/core/money';
import { wallAt } from '@/components/planner/desk/board-clock';
import type { BoardConfig } from '@/components/planner/desk/board-config';
import { type ApiAnswer, askApi, listAt, type Refusal, textAt } from '@/components/planner/desk/desk-api';
import type { Lifted, Outlook, PriceChoice } from './lift-state';

/** Moves an item to where it is held, or only asks what that would do. */
export function sendMove(
  config: BoardConfig,
  { item, spot }: Pick<Lifted, 'item' | 'spot'>,
  { preview = false, price }: { preview?: boolean; price?: PriceChoice } = {},
): Promise<ApiAnswer> {
  const { date, time } = wallAt(config, spot.at);
  return askApi('POST', `reservations/${item.id}/move${preview ? '?preview=true' : ''}`, {
    revision: item.revision,
    court_id: spot.courtId,
    date,
    start_time: time,
    duration: spot.len * 5,
    ...(price && PRICES[price]),
  });
}

const PRICES = {
  keep: { price: 'keep' },
  list: { price: 'list' },
  link: { price: 'list', settle: 'link' },
} as const satisfies Record<PriceChoice, object>;

/** What it would do to put an item down where it is held. By the list price where the club wants to be asked. */
export async function askOutlook(
  config: BoardConfig,
  lifted: Pick<Lifted, 'item' | 'spot'>,
): Promise<Outlook> {
  const { movePrice, currency } = config;
  const answer = await sendMove(config, lifted, {
    preview: true,
    ...(movePrice === 'ask' && { price: 'list' }),
  });
  const differenceMinor = signedMinor(textAt(answer.body, 'difference', 'amount') ?? '0', currency);
  return {
    differenceMinor,
    asks: answer.ok && movePrice === 'ask' && differenceMinor !== 0,
    brokenRules: listAt(answer.body, 'broken_rules').map(String),
    refused: answer.ok ? null : answer,
  };
}

function signedMinor(amount: string, currency: string): number {
  const minor = parseDecimal(amount.replace('-', ''), currency) ?? 0;
  return amount.startsWith('-') ? -minor : minor;
}

type Swapped = { id: string; revision: number };

/** Lets two bookings exchange their places, or only asks what that would do. */
export const sendSwap = (
  one: Swapped,
  other: Swapped,
  { preview = false, price }: { preview?: boolean; price?: 'keep' | 'list' } = {},
): Promise<ApiAnswer> =>
  askApi('POST', `reservations/swap${preview ? '?preview=true' : ''}`, {
    a: { id: one.id, revision: one.revision },
    b: { id: other.id, revision: other.revision },
    ...(price && { price }),
  });

/** What each of two bookings would cost where the other is, in minor units, or why they cannot exchange places. */
export async function askSwap(
  { currency }: BoardConfig,
  one: Swapped,
  other: Swapped,
): Promise<{ refused: Refusal } | { lifted: number; other: number }> {
  const answer = await sendSwap(one, other, { preview: true, price: 'list' });
  if (!answer.ok) return { refused: answer };
  const bookings = listAt(answer.body, 'bookings');
  const priceOf = ({ id }: Swapped) => {
    const booking = bookings.find((item) => textAt(item, 'id') === id);
    return parseDecimal(textAt(booking, 'price', 'amount') ?? '0', currency) ?? 0;
  };
  return { lifted: priceOf(one), other: priceOf(other) };
}
