export const KEPT_FORM = 'pista-sent-form';

/** A field as it was sent. */
export type Typed = { name: string; value: string; checked: boolean };

/** A sent form: which of the page's forms it was, and its fields. */
export type SentForm = { index: number; typed: Typed[] };

let sent: SentForm | null = null;

/** Remembers a form when it is sent, in case the server does not know its action. Returns what stops it. */
export function noteSentForms(): () => void {
  const note = ({ target }: Event) => {
    if (target instanceof HTMLFormElement) sent = readForm(target);
  };
  addEventListener('submit', note, true);
  return () => removeEventListener('submit', note, true);
}

/** Keeps the last sent form until the page has been loaded anew. */
export function keepSentForm(): void {
  try {
    sessionStorage.setItem(KEPT_FORM, JSON.stringify(sent ?? { index: 0, typed: [] }));
  } catch {
    // Without storage the browser still gets the new page.
  }
}

/** Whether a form was kept before the page was loaded anew. */
export function hasKeptForm(): boolean {
  try {
    return sessionStorage.getItem(KEPT_FORM) !== null;
  } catch {
    return false;
  }
}

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A form and its fields as they are now. */
export const readForm = (form: HTMLFormElement): SentForm => ({
  index: [...document.forms].indexOf(form),
  typed: fieldsOf(form).map((field) => ({
    name: field.name,
    value: field.value,
    checked: field instanceof HTMLInputElement && field.checked,
  })),
});

/** Secrets are never kept. Fields that nobody typed are in the new page. */
const LEFT_OUT = ['password', 'hidden', 'file', 'submit'];

export const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(
    (element): element is Field => isField(element) && !LEFT_OUT.includes(element.type),
  );

const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;
