import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** Whether one label of a domain mixes letters that look alike in two alphabets, as in addresses made to deceive. */
const MIXED_LABEL =
  /^(?=.*\p{Script=Latin}).*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** A domain that receives mail from outside: it has a dot (RFC 7085) and its last part is no number. */
const PUBLIC_DOMAIN = /\.[a-z][a-z0-9-]*[a-z0-9]$/i;

/** `ana@пример.рф` → `ana@xn--e1afmkfd.xn--p1ai`. What has no ASCII form stays, to be refused. */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (/^\p{ASCII}*$/u.test(domain) || domain.split('.').some((label) => MIXED_LABEL.test(label)))
    return address;
  const ascii = domainToASCII(domain);
  // A letter that only looks foreign would become a plain one, and the address would change.
  return ascii.includes('xn--') ? `${address.slice(0, at)}@${ascii}` : address;
}

/**
 * One mailbox, as browsers accept it (HTML living standard, "valid e-mail address"), with its domain in ASCII (IDNA)
 * and in lower case. The shape is checked first, because lower-casing turns a few other characters into ASCII
 * letters.
 */
export const emailAddress = z
  .string()
  .overwrite((address) => withAsciiDomain(address.trim()))
  .max(254)
  .meta({ format: 'idn-email' })
  .pipe(z.email({ pattern: z.regexes.html5Email }).regex(PUBLIC_DOMAIN).toLowerCase());

/** The mailbox that an address reaches, without the part behind a `+`. The same as `users.mailbox`. */
export const mailboxOf = (email: string) => email.replace(/(.)\+[^@]*@/, '$1@');
