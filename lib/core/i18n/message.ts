import type { MessageKeys, Messages, NestedKeyOf } from 'next-intl';

/** The name of a text in `messages`. An unknown name does not compile. */
type MessageKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

type Values = Readonly<Record<string, string | number | KeyWithValues>>;
type KeyWithValues = { key: MessageKey; values?: Values };

/** Something to say in the reader's language: a text of `messages` and the values that it names. */
export type Message = MessageKey | KeyWithValues;

type Translate = (key: MessageKey, values?: Record<string, string | number>) => string;

/** A message in the language of `t`, the translator of all messages. */
export function inWords(message: Message, t: Translate): string {
  if (typeof message === 'string') return t(message);
  const values = Object.entries(message.values ?? {}).map(
    ([name, value]) => [name, typeof value === 'object' ? inWords(value, t) : value] as const,
  );
  return t(message.key, Object.fromEntries(values));
}
