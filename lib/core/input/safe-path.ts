import type { Route } from 'next';
import { env } from '@/lib/core/env';

/** The front page, whatever its language. */
export const HOME = '/' as Route;

/**
 * The path of Pista that a `callbackUrl` leads to. Null for another origin or scheme, and for a path that a browser
 * would read as a host (`//evil`, `/\evil`).
 */
export function safePath(candidate: string): Route | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop tabs and line breaks from a URL
  if (/[\u0000-\u001f\\]/.test(candidate)) return null;
  const base = new URL(env().NEXTAUTH_URL);
  const isPath = candidate.startsWith('/') && !candidate.startsWith('//');
  if (!isPath && !/^https?:\/\//.test(candidate)) return null;
  if (!URL.canParse(candidate, base.href)) return null;
  const url = new URL(candidate, base);
  if (url.origin !== base.origin || url.pathname.startsWith('//')) return null;
  return (url.pathname + url.search + url.hash) as Route;
}
