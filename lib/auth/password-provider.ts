import { eq } from 'drizzle-orm';
import type { User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import { db } from '@/db';
import { users } from '@/db/schema';
import { emailAddress } from '@/lib/core/input/email-address';
import { asAuthError } from './auth-error';
import { askerOf } from './known-browser';
import { limitGuesses } from './limit-guesses';
import { verifyPassword } from './password';

const credentials = z.object({ email: emailAddress, password: z.string().min(1).max(128) });

/** Sign-in by password. The answer and its time are the same whether the account or the password is wrong. */
export const passwordProvider = () =>
  CredentialsProvider({
    id: 'password',
    name: 'Password',
    credentials: { email: {}, password: {} },
    authorize: (input, request) => asAuthError(() => authorize(input, new Headers(request.headers))),
  });

async function authorize(input: unknown, headers: Headers): Promise<User | null> {
  const given = credentials.safeParse(input);
  if (!given.success) return null;
  const { email, password } = given.data;
  const takeBack = await limitGuesses(email, askerOf(headers, email));
  const [user] = await db()
    .select({ id: users.id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email));
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !matches || user.disabledAt !== null) return null;
  await takeBack();
  return { id: user.id, email };
}
