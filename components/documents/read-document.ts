import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fillIn } from '@/components/shared/fill-in';
import type { Locale } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { translatorOf } from '@/lib/core/i18n/translator';
import { OPERATOR_FACTS, type OperatorFact, operatorFact } from '@/lib/core/operator';
import type { DocumentName } from './documents';

/** A document as Markdown, and the facts of the operator that it needs and nobody has given. */
export type ReadDocument = { markdown: string; missing: OperatorFact[] };

/** A page of `messages/documents` with what the environment says of the operator. It names what is missing. */
export async function readDocument(document: DocumentName, locale: Locale): Promise<ReadDocument> {
  const file = path.join(process.cwd(), 'messages', 'documents', locale, `${document}.md`);
  const text = await readFile(file, 'utf8');
  const missing = OPERATOR_FACTS.filter((fact) => operatorFact(fact) === null && text.includes(`{${fact}}`));
  const t = translatorOf(locale);
  const facts = OPERATOR_FACTS.map((fact) => [
    fact,
    written(fact) ?? `*${asText(t(`documents.missing.${fact}`))}*`,
  ]);
  const values = { ...Object.fromEntries(facts), site: asText(new URL(env().NEXTAUTH_URL).host) };
  return { markdown: fillIn(text, values), missing };
}

/** As Markdown: the address as a link, the others as they are. */
function written(fact: OperatorFact): string | null {
  const value = operatorFact(fact);
  if (value === null) return null;
  return fact === 'email' ? `<${value}>` : asText(value);
}

/** Markdown takes a backslash before any punctuation (spec.commonmark.org, "Backslash escapes"). */
const asText = (value: string) => value.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
