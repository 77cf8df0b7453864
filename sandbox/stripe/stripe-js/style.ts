import type { Appearance } from '@stripe/stripe-js';

type Variables = NonNullable<Appearance['variables']>;

const LIGHT = {
  colorPrimary: '#0570de',
  colorBackground: '#ffffff',
  colorText: '#30313d',
  colorTextSecondary: '#6d6e78',
  colorTextPlaceholder: '#6d6e78',
  colorDanger: '#c0123c',
} satisfies Variables;

const DARK = {
  colorPrimary: '#85d996',
  colorBackground: '#30313d',
  colorText: '#ffffff',
  colorTextSecondary: '#b5b7c4',
  colorTextPlaceholder: '#b5b7c4',
  colorDanger: '#fe87a1',
} satisfies Variables;

const SHARED = {
  fontFamily: 'system-ui, sans-serif',
  fontSizeBase: '16px',
  spacingUnit: '4px',
  borderRadius: '5px',
} satisfies Variables;

/** Writes the appearance as custom properties, which a content security policy allows. */
export function applyAppearance(host: HTMLElement, { theme = 'stripe', variables = {} }: Appearance): void {
  const dark = theme === 'night';
  const values = { ...SHARED, ...(dark ? DARK : LIGHT), ...variables };
  host.style.setProperty('color-scheme', dark ? 'dark' : 'light');
  for (const [name, value] of Object.entries(values)) host.style.setProperty(`--${name}`, String(value));
}

export const FORM_CSS = `
:host { display: block; font: var(--fontSizeBase)/1.4 var(--fontFamily); color: var(--colorText) }
* { box-sizing: border-box; font: inherit }
.form { display: grid; grid-template-columns: 1fr 1fr; gap: calc(var(--spacingUnit) * 4) calc(var(--spacingUnit) * 3) }
.field { min-width: 0; position: relative }
.wide, .sandbox { grid-column: 1 / -1 }
label { display: block; margin-bottom: var(--spacingUnit); font-size: 0.93em }
input {
  width: 100%; min-height: 44px; padding: 0 calc(var(--spacingUnit) * 3); color: inherit; background: var(--colorBackground);
  border: 1px solid color-mix(in srgb, var(--colorText) 50%, var(--colorBackground)); border-radius: var(--borderRadius);
  font-variant-numeric: tabular-nums; transition: border-color 120ms;
}
input::placeholder { color: var(--colorTextPlaceholder); opacity: 1 }
input:focus { outline: 2px solid var(--colorPrimary); outline-offset: -1px; border-color: transparent }
input[aria-invalid=true] { border-color: var(--colorDanger); color: var(--colorDanger) }
.brand { position: absolute; right: calc(var(--spacingUnit) * 3); bottom: 12px; font-size: 0.8em; color: var(--colorTextSecondary); pointer-events: none }
.problem { margin: var(--spacingUnit) 0 0; color: var(--colorDanger); font-size: 0.87em }
.problem:empty { display: none }
.box { position: relative }
.sandbox { margin: 0; color: var(--colorTextSecondary); font-size: 0.87em }
@media (prefers-reduced-motion: reduce) { input { transition: none } }
`;

export const DIALOG_CSS = `
dialog { width: min(420px, calc(100vw - 32px)); height: min(480px, calc(100vh - 32px)); padding: 0; border: 0; border-radius: 12px; overflow: hidden; background: Canvas; color-scheme: light dark }
dialog::backdrop { background: rgb(0 0 0 / 50%) }
dialog[open] { display: grid; grid-template-rows: auto 1fr; font: 15px/1.4 system-ui, sans-serif }
button { font: inherit; justify-self: end; min-height: 44px; padding: 0 16px; border: 0; background: none; color: CanvasText; cursor: pointer }
button:focus-visible { outline: 2px solid Highlight; outline-offset: -4px }
iframe { width: 100%; height: 100%; border: 0; display: block }
`;

export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
