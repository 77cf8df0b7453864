import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { users } from '@/db/schema';

/** Keeps when somebody last signed in, for the owner of a club where they work. */
export async function noteSignIn(userId: string, now: Date): Promise<void> {
  await db().update(users).set({ lastSignInAt: now }).where(eq(users.id, userId));
}
