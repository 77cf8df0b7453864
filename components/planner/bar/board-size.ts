import { cookies } from 'next/headers';
import { z } from 'zod';

/** How high five minutes are drawn. */
export const BOARD_SIZES = ['compact', 'normal', 'large'] as const;
export const BOARD_SIZE_COOKIE = 'pista-board';

export const boardSizeSchema = z.enum(BOARD_SIZES).catch('compact');
type BoardSize = z.infer<typeof boardSizeSchema>;

/** The height that this browser has chosen. */
export async function readBoardSize(): Promise<BoardSize> {
  return boardSizeSchema.parse((await cookies()).get(BOARD_SIZE_COOKIE)?.value);
}
