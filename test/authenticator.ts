import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What an authenticator and its browser may do wrong. */
export type Faults = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  verifiesUser?: boolean;
  userHandle?: string;
  counter?: number;
  /** Signs with this key instead of its own. */
  key?: KeyObject;
};

/** WebAuthn Level 3, 6.1: the flags of authenticator data. */
const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 };

const SITE = { origin: 'http://localhost:3000', rpId: 'localhost' };

/**
 * An authenticator with its browser, written from the standard (w3.org/TR/webauthn-3) over `node:crypto`: one ES256
 * key for our site. It shares no code with the library that judges its answers.
 */
export function makeAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  let signed = 0;
  const id = credentialId.toString('base64url');
  const credential = { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };

  return {
    id,
    /** Answers `navigator.credentials.create`, as JSON. */
    create({ challenge }: { challenge: string }, faults: Faults = {}): string {
      const attested = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([credentialId.length >> 8, credentialId.length & 0xff]),
        credentialId,
        coseKey(publicKey),
      ]);
      const data = Buffer.concat([authenticatorData(FLAGS.attested, signed, faults), attested]);
      const response = {
        clientDataJSON: clientData('webauthn.create', challenge, faults).toString('base64url'),
        attestationObject: withoutAttestation(data).toString('base64url'),
        transports: ['internal'],
      };
      return JSON.stringify({ ...credential, response });
    },
    /** Answers `navigator.credentials.get` for the account with this handle, as JSON. */
    get({ challenge }: { challenge: string }, userId: string, faults: Faults = {}): string {
      signed = faults.counter ?? signed + 1;
      const data = authenticatorData(0, signed, faults);
      const client = clientData('webauthn.get', challenge, faults);
      const hash = createHash('sha256').update(client).digest();
      const signature = sign('sha256', Buffer.concat([data, hash]), faults.key ?? privateKey);
      const response = {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: Buffer.from(faults.userHandle ?? userId).toString('base64url'),
      };
      return JSON.stringify({ ...credential, response });
    },
  };
}

export type Authenticator = ReturnType<typeof makeAuthenticator>;

/** A key that no authenticator of these tests has. */
export const strangeKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

const clientData = (type: string, challenge: string, faults: Faults): Buffer =>
  Buffer.from(
    JSON.stringify({
      type: faults.type ?? type,
      challenge: faults.challenge ?? challenge,
      origin: faults.origin ?? SITE.origin,
      crossOrigin: false,
    }),
  );

/** The hash of the site, the flags and how often it has signed. */
function authenticatorData(more: number, count: number, { rpId, verifiesUser = true }: Faults): Buffer {
  const flags = FLAGS.present | (verifiesUser ? FLAGS.verified : 0) | more;
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  const site = createHash('sha256')
    .update(rpId ?? SITE.rpId)
    .digest();
  return Buffer.concat([site, Buffer.from([flags]), counter]);
}

/** A public key of P-256 as COSE writes it (RFC 9053): a CBOR map of kind, algorithm, curve and point. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
  const point = (label: number, part: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 0x20]), Buffer.from(part, 'base64url')]);
  return Buffer.concat([head, point(0x21, x), point(0x22, y)]);
}

/** The CBOR map `{ fmt: "none", attStmt: {}, authData }`. */
function withoutAttestation(data: Buffer): Buffer {
  const text = (words: string) => Buffer.concat([Buffer.from([0x60 + words.length]), Buffer.from(words)]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    Buffer.from([0x59, data.length >> 8, data.length & 0xff]),
    data,
  ]);
}
