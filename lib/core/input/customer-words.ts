import { foldText } from '@/lib/core/input/fold-text';

type Named = { [field in 'name' | 'email' | 'phone']?: string | null | undefined };

/** What the search for people compares with what is typed: `customers.words`. */
export const customerWords = ({ name, email, phone }: Named): string =>
  foldText([name, email, phone].filter((part) => part != null).join(' '));
