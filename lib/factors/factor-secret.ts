import type { secondFactors } from '@/db/schema';
import { seal, unseal } from '@/lib/core/seal';

/** Sealed for one person, so that a secret cannot be moved to another row. */
const purpose = (userId: string) => `second-factor:${userId}`;

export const sealSecret = (userId: string, secret: string): string => seal(purpose(userId), secret);

export const openSecret = ({
  userId,
  sealedSecret,
}: Pick<typeof secondFactors.$inferSelect, 'userId' | 'sealedSecret'>): string =>
  unseal(purpose(userId), sealedSecret);
