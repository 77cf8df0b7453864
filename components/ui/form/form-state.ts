'use client';

import { createContext, use } from 'react';

type Fields = Record<string, string[]>;

/** The errors of the fields around which it stands. */
export const FieldErrors = createContext<Fields>({});

/** What the fields held when they were sent without scripts. Null in every other page. */
export const TypedFields = createContext<Readonly<Record<string, string>> | null>(null);

/** What the action says of the fields, by their names. */
export const useFieldErrors = () => use(FieldErrors);

/** What the action says of a field, for one that is no text field or list. */
export const useFieldError = (name: string | undefined) => use(FieldErrors)[name ?? '']?.join(' ');

/** What was typed into a field without scripts, for one that holds its value itself. */
export function useTyped(name: string): string | undefined {
  const typed = use(TypedFields);
  return typed !== null && Object.hasOwn(typed, name) ? typed[name] : undefined;
}

/** Whether the page answers a form that was sent without scripts. */
export const useIsAnswer = (): boolean => use(TypedFields) !== null;
