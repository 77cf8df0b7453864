const CENSOR = '[redacted]';
const DEEPEST = 8;

/** Names whose values are never written, however deep they stand; what a mail says is the recipient's alone. */
const SECRET_NAME =
  /(password|secret|token|cookie|authorization|signature)(hash|s)?$|^key$|(api|event|signing)_?key$|^(e_?mail|phone|recipient|guest|participants|html|text)$/i;

/** What is a secret or a person's whatever name it stands under, and what is shown in its place. */
const SECRET_TEXT: readonly [RegExp, string][] = [
  [/\b(?:sk|rk)_(?:live|test)_\w+/g, CENSOR],
  [/\bpista_(?:live|test)_\w+/g, CENSOR],
  [/\bpi_\w+_secret_\w+/g, CENSOR],
  [/\bwhsec_[\w+/=-]+/g, CENSOR],
  [/\bre_\w{8,}/g, CENSOR],
  [/\bsignkey-\w+-\w+/g, CENSOR],
  [/\beyJ[\w-]+\.[\w-]*(?:\.[\w-]+)*/g, CENSOR],
  [/\b(Bearer|Basic|Token) [\w.+/=~-]{8,}/g, `$1 ${CENSOR}`],
  [/([?&](?:token|code|key|email|signature)=)[^&\s"'\\]+/gi, `$1${CENSOR}`],
  [/(\w:\/\/)[^\s"'/@\\]+@/g, `$1${CENSOR}@`],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[email]'],
  [/\+\d{8,15}\b/g, '[phone]'],
  // Pino makes an error's message that of a line without one.
  [/\\nparams: (?!\[redacted\])(?:[^"\\]|\\.)*/g, `\\nparams: ${CENSOR}`],
];

/** A line of text without keys, addresses and telephone numbers. */
export const redactText = (text: string): string =>
  SECRET_TEXT.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), text);

/** A copy in which the values of secret names are gone at every depth, and errors are reduced to what explains them. */
export function redactValues(value: Record<string, unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAME.test(name) && item !== undefined ? CENSOR : redacted(item, depth + 1),
    ]),
  );
}

function redacted(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return '[deep]';
  if (value instanceof Error) return reduced(value, depth);
  if (Array.isArray(value)) return value.map((item) => redacted(item, depth + 1));
  if ('toJSON' in value && typeof value.toJSON === 'function') return redacted(value.toJSON(), depth + 1);
  return redactValues({ ...value }, depth);
}

/** Providers hang requests, keys and rows on their errors; only these members are written. */
function reduced(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: withoutParams(error.message),
    ...('code' in error && { code: error.code }),
    ...('status' in error && { status: error.status }),
    stack: withoutParams(error.stack ?? ''),
    ...(error.cause !== undefined && { cause: redacted(error.cause, depth + 1) }),
  };
}

/** Drizzle writes a failed query's values behind its text. */
const withoutParams = (text: string) =>
  text.replace(/\nparams: [\s\S]*?(?=\n\s+at |$)/g, '\nparams: [redacted]');
