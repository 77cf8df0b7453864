import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Case } from './cases';
import type { Document, Operation } from './document';
import { type Answer, HANGS_MS } from './send';

/** On every answer of ours, whatever it is. */
const HEADERS: Readonly<Record<string, RegExp>> = {
  'cache-control': /no-store/,
  'content-security-policy': /default-src 'none'/,
  'referrer-policy': /^no-referrer$/,
  'x-content-type-options': /^nosniff$/,
  'x-request-id': /^[\w-]{8,}$/,
};

export type Judge = (operation: Operation, one: Case, answer: Answer) => string | null;

/** What an answer owes to the document, in a sentence when it does not pay it. */
export function startJudging({ whole }: Document): Judge {
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: false }));
  ajv.addSchema(whole, 'document');
  const compiled = new Map<string, ValidateFunction>();
  const validatorAt = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };

  return (operation, one, answer) => {
    const { status } = answer;
    if (status >= 500 && !isReport(operation, status)) return `${status} ${answer.text.slice(0, 300)}`;
    if (answer.ms > HANGS_MS) return `took ${Math.round(answer.ms)} ms`;
    const lacking = Object.entries(HEADERS).find(([name, value]) => !value.test(answer.headers[name] ?? ''));
    if (lacking) return `${status} with ${lacking[0]}: ${answer.headers[lacking[0]] ?? 'none'}`;
    if (Object.values(one.segments).some((segment) => 'wild' in segment)) return null;
    if (one.method !== operation.method) return judgeForeign(one, answer);
    return judgeDescribed(operation, answer, validatorAt);
  };
}

/** The health page answers the same when Pista is not fit to serve, as it may be on a loaded machine. */
const isReport = ({ path }: Operation, status: number) => status === 503 && path.endsWith('/health');

function judgeForeign({ method }: Case, { status, headers }: Answer): string | null {
  if (headers.allow === undefined) return `${method} without an Allow header`;
  const expected = method === 'OPTIONS' ? 204 : 405;
  return status === expected ? null : `${method} got ${status}`;
}

function judgeDescribed(
  { path, method, responses }: Operation,
  { status, headers, text }: Answer,
  validatorAt: (pointer: string) => ValidateFunction,
): string | null {
  const response = responses[status];
  if (!response) return `${status} is not described: ${text.slice(0, 200)}`;
  const type = headers['content-type']?.split(';', 1)[0];
  if (!response.content) return text === '' ? null : `${status} has a body that is not described`;
  if (type === undefined || !(type in response.content)) return `${status} is described as no ${type}`;
  if (response.content[type]?.schema === undefined) return null;
  const validate = validatorAt(
    ['', 'paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema']
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/'),
  );
  if (validate(JSON.parse(text))) return null;
  const [first] = validate.errors ?? [];
  return `${status} is not as described: ${first?.instancePath} ${first?.message} in ${text.slice(0, 300)}`;
}
