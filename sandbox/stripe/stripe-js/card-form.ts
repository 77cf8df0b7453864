import {
  brandOf,
  type CardFields,
  digitsOf,
  type Field,
  type FieldProblem,
  formatCvc,
  formatExpiry,
  formatNumber,
  problemOf,
} from './card-rules';
import { FORM_CSS, sheetOf } from './style';
import type { Words } from './words';

const FIELDS = ['number', 'expiry', 'cvc'] as const satisfies readonly Field[];

type Parts = { box: HTMLElement; label: HTMLElement; input: HTMLInputElement; problem: HTMLElement };

export type CardForm = {
  values: () => CardFields;
  /** The first problem, null when the card may be sent. */
  problem: () => FieldProblem | null;
  /** Shows every problem and moves to the first. */
  showProblems: () => void;
  focus: () => void;
  translate: (words: Words) => void;
  clear: () => void;
};

type Listeners = { input: () => void; focus: () => void; blur: () => void; enter: () => void };

/** Builds the fields inside `root`; labels and problems are tied to their fields for assistive technology. */
export function createCardForm(root: ShadowRoot, words: Words, listeners: Listeners): CardForm {
  const form = element('div', 'form');
  const brand = element('span', 'brand');
  const hint = element('p', 'sandbox');
  const parts = {
    number: field('number', 'cc-number', '1234 1234 1234 1234'),
    expiry: field('expiry', 'cc-exp', words.expiryHint),
    cvc: field('cvc', 'cc-csc', 'CVC'),
  };
  let current = words;

  const values = () => ({
    number: parts.number.input.value,
    expiry: parts.expiry.input.value,
    cvc: parts.cvc.input.value,
  });
  const problemAt = (name: Field) => problemOf(name, values(), new Date());
  const show = (name: Field, problem: FieldProblem | null) => {
    parts[name].problem.textContent = problem === null ? '' : current[problem];
    parts[name].input.setAttribute('aria-invalid', String(problem !== null));
  };
  const translate = (next: Words) => {
    current = next;
    for (const name of FIELDS) parts[name].label.textContent = next[name];
    parts.expiry.input.placeholder = next.expiryHint;
    hint.textContent = next.sandbox;
  };
  const format = {
    number: formatNumber,
    expiry: formatExpiry,
    cvc: (value: string) => formatCvc(value, parts.number.input.value),
  };

  for (const name of FIELDS) {
    const { input } = parts[name];
    input.addEventListener('input', () => {
      reformat(input, format[name]);
      brand.textContent = brandOf(parts.number.input.value).name;
      show(name, null);
      listeners.input();
    });
    input.addEventListener('blur', () => show(name, input.value === '' ? null : problemAt(name)));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') listeners.enter();
    });
  }
  form.addEventListener('focusin', listeners.focus);
  form.addEventListener('focusout', listeners.blur);

  parts.number.box.classList.add('wide');
  parts.number.input.after(brand);
  form.append(parts.number.box, parts.expiry.box, parts.cvc.box, hint);
  root.adoptedStyleSheets = [sheetOf(FORM_CSS)];
  root.append(form);
  translate(words);

  return {
    values,
    problem: () => FIELDS.map(problemAt).find((problem) => problem !== null) ?? null,
    showProblems() {
      for (const name of FIELDS) show(name, problemAt(name));
      const first = FIELDS.find((name) => problemAt(name) !== null);
      if (first) parts[first].input.focus();
    },
    focus: () => parts.number.input.focus(),
    translate,
    clear() {
      for (const name of FIELDS) {
        parts[name].input.value = '';
        show(name, null);
      }
      brand.textContent = '';
    },
  };
}

function field(name: Field, autocomplete: AutoFill, placeholder: string): Parts {
  const box = element('div', 'field');
  const label = document.createElement('label');
  const holder = element('div', 'box');
  const input = document.createElement('input');
  const problem = element('p', 'problem');
  label.htmlFor = name;
  input.id = name;
  input.name = name;
  input.autocomplete = autocomplete;
  input.inputMode = 'numeric';
  input.placeholder = placeholder;
  input.setAttribute('aria-describedby', `${name}-problem`);
  problem.id = `${name}-problem`;
  problem.setAttribute('aria-live', 'polite');
  holder.append(input);
  box.append(label, holder, problem);
  return { box, label, input, problem };
}

function element(tag: 'div' | 'p' | 'span', name: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

/** Formats the typed text and leaves the caret behind the same digit. */
function reformat(input: HTMLInputElement, format: (value: string) => string): void {
  const before = input.value;
  const after = format(before);
  if (after === before) return;
  const caret = input.selectionStart ?? before.length;
  const atEnd = caret === before.length;
  const digitsBefore = digitsOf(before.slice(0, caret)).length;
  input.value = after;
  const place = atEnd ? after.length : placeBehindDigit(after, digitsBefore);
  input.setSelectionRange(place, place);
}

function placeBehindDigit(value: string, count: number): number {
  let seen = 0;
  for (let place = 0; place < value.length; place += 1) {
    if (seen === count) return place;
    if (/\d/.test(value[place] ?? '')) seen += 1;
  }
  return value.length;
}
