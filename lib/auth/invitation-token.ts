import { keyedHash, sha256 } from '@/lib/core/seal';

/** The secret of an invitation's link. It is made of the row's id, so that no row holds it before the mail is sent. */
export const invitationToken = (invitationId: string): string => keyedHash('staff-invitation', invitationId);

/** The stored form of a token. A fast hash is enough for a secret of 256 bits. */
export const hashInvitationToken = (token: string): string => sha256(token);
