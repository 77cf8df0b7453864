import type { acts } from '@/db/schema';
import type { Actor } from '@/lib/core/context';
import { visitorOf } from './own-booking';

type Done = Pick<typeof acts.$inferSelect, 'by' | 'byVisitor'>;

/** Whether the actor did it, by their account or in this browser before they signed in. */
export function isOwnAct(actor: Actor, { by, byVisitor }: Done): boolean {
  if (by !== null) return actor.kind === 'person' && actor.userId === by;
  return visitorOf(actor)?.visitorId === byVisitor;
}
