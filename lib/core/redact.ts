const CENSOR = '[redacted]';
const DEEPEST = 8;

/** Names whose values are never logged, at any depth. The text of a mail is for its recipient alone. */
const SECRET_NAME =
  /(password|secret|token|cookie|authorization|signature)(hash|s)?$|^key$|(api|event|signing)_?key$|^(e_?mail|phone|recipient|guest|participants|html|text)$/i;

const LONGEST = 200;
const MOST_FRAMES = 20;

/**
 * Patterns of secrets and personal data, with what is shown in their place. Each must run in linear time, so no
 * pattern may begin inside text that another try has already read in vain.
 */
export const SECRET_TEXT: readonly [RegExp, string][] = [
  [/\b(?:sk|rk)_(?:live|test)_\w+/g, CENSOR],
  [/\bpista_(?:live|test)_\w+/g, CENSOR],
  [/\bpi_\w+_secret_\w+/g, CENSOR],
  [/\bwhsec_[\w+/=-]+/g, CENSOR],
  [/\bre_\w{8,}/g, CENSOR],
  [/\bsignkey-\w+-\w+/g, CENSOR],
  [/\beyJ[\w.-]+/g, CENSOR],
  [/\b(Bearer|Basic|Token) [\w.+/=~-]{8,}/g, `$1 ${CENSOR}`],
  [/([?&](?:token|code|key|email|signature)=)[^&\s"'\\]+/gi, `$1${CENSOR}`],
  // The path of a link that holds a secret, also inside a parameter.
  [
    /((?:invitations|payment-links|mail-choices|(?:\/|%2F)(?:pay|decline|game|share|my-booking))(?:\/|%2F))[^\s"'/?&%\\]+/gi,
    `$1${CENSOR}`,
  ],
  [/(\w:\/\/)[^\s"'/@\\]+@/g, `$1${CENSOR}@`],
  [
    /(?<![\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-])[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu,
    '[email]',
  ],
  [/\+\d{8,15}\b/g, '[phone]'],
];

/** A line of text without keys, addresses and telephone numbers. */
export const redactText = (text: string): string =>
  SECRET_TEXT.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), text);

/** The beginning of a text, cut before any search, so that long texts cost no more. */
function cutText(text: string): string {
  if (text.length <= LONGEST) return text;
  // Redacted with the text behind it, since half a secret no longer looks like one.
  return `${redactText(text.slice(0, 2 * LONGEST)).slice(0, LONGEST)}…`;
}

/** A copy without the values of secret names at any depth, and with errors reduced to a few members. */
export function redactValues(value: Record<string, unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAME.test(name) && item !== undefined ? CENSOR : redacted(item, depth + 1),
    ]),
  );
}

function redacted(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cutText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return '[deep]';
  if (value instanceof Error) return reduced(value, depth);
  if (Array.isArray(value)) return value.map((item) => redacted(item, depth + 1));
  if ('toJSON' in value && typeof value.toJSON === 'function') return redacted(value.toJSON(), depth + 1);
  return redactValues({ ...value }, depth);
}

/** Providers attach requests, keys and rows to their errors, so only these members are logged. */
function reduced(error: Error, depth: number): Record<string, unknown> {
  return {
    type: cutText(error.name),
    message: cutMessage(error.message),
    ...('code' in error && { code: redacted(error.code, depth + 1) }),
    ...('status' in error && { status: redacted(error.status, depth + 1) }),
    stack: framesOf(error),
    ...(error.cause !== undefined && { cause: redacted(error.cause, depth + 1) }),
  };
}

/** An error's message, cut, without the values of a failed query, which Drizzle appends. */
export function cutMessage(message: string): string {
  const values = message.indexOf('\nparams: ');
  return values < 0 ? cutText(message) : `${cutText(message.slice(0, values))}\nparams: ${CENSOR}`;
}

/** What a row may store of an error: its message, cut, without secrets, addresses, numbers or a query's values. */
export const keptMessage = (error: unknown): string =>
  redactText(cutMessage(error instanceof Error ? error.message : String(error)));

/** The frames of an error's stack. The message before them may have lines that look like frames. */
function framesOf({ message, stack = '' }: Error): string {
  const told = stack.indexOf(message);
  const frames = (told < 0 ? stack : stack.slice(told + message.length))
    .split('\n')
    .filter((line) => line.startsWith('    at '));
  return frames.slice(0, MOST_FRAMES).map(cutText).join('\n');
}
