import { z } from 'zod';
import { parseJson } from '@/lib/core/input/request-body';

const encoded = z.base64url().min(1).max(8_000);

/** The text that a browser signed, as far as we look it up. */
const clientData = z.object({ challenge: z.string().min(1).max(200) });

const clientDataJSON = encoded.refine((given) => clientData.safeParse(decoded(given)).success);

function decoded(given: string): unknown {
  try {
    return parseJson(Buffer.from(given, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** The challenge that an answer is for. */
export const challengeOf = (answer: { response: { clientDataJSON: string } }): string =>
  clientData.parse(decoded(answer.response.clientDataJSON)).challenge;

/** At most 1,023 bytes by the standard. */
const credentialId = z.base64url().min(1).max(1_364);

const credential = { id: credentialId, rawId: credentialId, type: z.literal('public-key') };
/** Results of extensions, of which we ask for none. */
const clientExtensionResults = z.unknown().transform(() => ({}));

/** What `navigator.credentials.get` gives, as `@simplewebauthn/browser` writes it. */
const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: encoded,
  }),
  clientExtensionResults,
});
export type Assertion = z.output<typeof assertion>;

/** What `navigator.credentials.create` gives. */
const attestation = z.object({
  ...credential,
  response: z.object({
    clientDataJSON,
    attestationObject: encoded,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
  clientExtensionResults,
});

/** A form field that holds one of them as JSON. */
const asField = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .max(20_000)
    .transform((text, ctx) => {
      try {
        return parseJson(text);
      } catch {
        ctx.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

export const assertionField = asField(assertion);
export const attestationField = asField(attestation);
