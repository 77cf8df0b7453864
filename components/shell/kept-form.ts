import { type Field, fieldsOf, KEPT_FORM, readForm, type SentForm, type Typed } from './sent-form';

/**
 * Fills what was kept before the page was loaded anew into the same form of the new page, if it still has one.
 * @returns whether a form was kept
 */
export function fillAgain(): boolean {
  const kept = takeKeptForm();
  if (kept === null) return false;
  const form = findAgain(kept);
  if (!form || kept.typed.length === 0) return true;
  for (const folded of document.querySelectorAll('details')) if (folded.contains(form)) folded.open = true;
  for (const [at, field] of fieldsOf(form).entries()) fill(field, kept.typed[at]);
  return true;
}

/** Takes it once. */
function takeKeptForm(): SentForm | null {
  const kept = sessionStorage.getItem(KEPT_FORM);
  sessionStorage.removeItem(KEPT_FORM);
  try {
    const form: unknown = JSON.parse(kept ?? 'null');
    return isSentForm(form) ? form : null;
  } catch {
    return null;
  }
}

function findAgain({ index, typed }: SentForm): HTMLFormElement | undefined {
  const forms = [...document.forms];
  const isSame = (form: HTMLFormElement | undefined) =>
    form !== undefined && namesOf(readForm(form).typed) === namesOf(typed);
  return isSame(forms[index]) ? forms[index] : forms.find(isSame);
}

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
