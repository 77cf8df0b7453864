const KEY = 'pista-sent-form';

type Typed = { name: string; value: string; checked: boolean };

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
    sessionStorage.setItem(KEY, JSON.stringify(sent ?? { index: 0, typed: [] }));
  } catch {
    // Without storage the browser still gets the new page.
  }
}

/** The form that was kept before the page was loaded anew, once. Null when there was none. */
export function takeKeptForm(): SentForm | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    sessionStorage.removeItem(KEY);
    return isSentForm(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Fills the fields into the same form of the new page, if it still has one. */
export function fillAgain({ index, typed }: SentForm): void {
  const forms = [...document.forms];
  const isSame = (form: HTMLFormElement | undefined) =>
    form !== undefined && namesOf(readForm(form).typed) === namesOf(typed);
  const form = isSame(forms[index]) ? forms[index] : forms.find(isSame);
  if (!form || typed.length === 0) return;
  for (const folded of document.querySelectorAll('details')) if (folded.contains(form)) folded.open = true;
  for (const [at, field] of fieldsOf(form).entries()) fill(field, typed[at]);
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const readForm = (form: HTMLFormElement): SentForm => ({
  index: [...document.forms].indexOf(form),
  typed: fieldsOf(form).map((field) => ({
    name: field.name,
    value: field.value,
    checked: field instanceof HTMLInputElement && field.checked,
  })),
});

/** Secrets are never kept. Fields that nobody typed are in the new page. */
const LEFT_OUT = ['password', 'hidden', 'file', 'submit'];

const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(
    (element): element is Field => isField(element) && !LEFT_OUT.includes(element.type),
  );

const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

const namesOf = (typed: readonly Pick<Typed, 'name'>[]) => typed.map(({ name }) => name).join(' ');

function fill(field: Field, was: Typed | undefined): void {
  if (!was) return;
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
    if (field.checked !== was.checked && (was.checked || field.type === 'checkbox')) field.click();
  } else if (field.value !== was.value) {
    field.value = was.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function isSentForm(kept: unknown): kept is SentForm {
  if (typeof kept !== 'object' || kept === null || !('index' in kept) || !('typed' in kept)) return false;
  return typeof kept.index === 'number' && Array.isArray(kept.typed) && kept.typed.every(isTyped);
}

const isTyped = (one: unknown): one is Typed =>
  typeof one === 'object' &&
  one !== null &&
  'name' in one &&
  typeof one.name === 'string' &&
  'value' in one &&
  typeof one.value === 'string' &&
  'checked' in one &&
  typeof one.checked === 'boolean';
