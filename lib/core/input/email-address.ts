import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** Letters of two alphabets that look alike in one label of a domain: nobody's address, somebody's trap. */
const MIXED_LABEL =
  /^(?=.*\p{Script=Latin}).*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** A domain that takes mail from outside: with a dot (RFC 7085) and a last part that is no number. */
const PUBLIC_DOMAIN = /\.[a-z][a-z0-9-]*[a-z0-9]$/i;

/** `ana@пример.рф` → `ana@xn--e1afmkfd.xn--p1ai`; what cannot be written in ASCII stays, to be refused. */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (/^\p{ASCII}*$/u.test(domain) || domain.split('.').some((label) => MIXED_LABEL.test(label)))
    return address;
  const ascii = domainToASCII(domain);
  // A letter that only looks foreign becomes a plain one, and then the address is not the one that was typed.
  return ascii.includes('xn--') ? `${address.slice(0, at)}@${ascii}` : address;
}

/**
 * One mailbox, of an account, a guest or a player, as browsers take it (HTML living standard, "valid e-mail address"),
 * with its domain in ASCII (IDNA) and in lower case. The shape is checked before the case is folded, because folding
 * turns a few characters outside ASCII into ASCII letters: quotes, lists, display names, line breaks and look-alikes
 * are all refused.
 */
export const emailAddress = z
  .string()
  .overwrite((address) => withAsciiDomain(address.trim()))
  .max(254)
  .meta({ format: 'idn-email' })
  .pipe(z.email({ pattern: z.regexes.html5Email }).regex(PUBLIC_DOMAIN).toLowerCase());

/** The mailbox that an address reaches: what stands behind a `+` only sorts it. As `users.mailbox` has it. */
export const mailboxOf = (email: string) => email.replace(/(.)\+[^@]*@/, '$1@');
