import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

type Theme = 'light' | 'dark';
type Pair = readonly [foreground: string, background: string, least: number];

const css = readFileSync(path.join(import.meta.dirname, 'globals.css'), 'utf8');

/** WCAG 2.2: 1.4.3 requires 4.5:1 for text, 1.4.11 requires 3:1 for controls and states. */
const TEXT = 4.5;
const SHAPE = 3;

const grounds = ['paper', 'card', 'sunken'];
const plannerEdges = ['court', 'teal', 'violet', 'held'];
const plannerTints = plannerEdges.map((edge) => `${edge}-tint`);
const pairs: Pair[] = [
  ...grounds.flatMap((ground): Pair[] => [
    ['ink', ground, TEXT],
    ['soft', ground, TEXT],
    ['faint', ground, TEXT],
    ['court-text', ground, TEXT],
    ['ok-text', ground, TEXT],
    ['held-text', ground, TEXT],
    ['danger-text', ground, TEXT],
    ['court', ground, SHAPE],
  ]),
  ['on-ink', 'ink', TEXT],
  ['on-court', 'court', TEXT],
  ['on-court', 'court-deep', TEXT],
  ['on-danger', 'danger', TEXT],
  ['on-free', 'free', TEXT],
  ['on-free-soft', 'free', TEXT],
  ['on-taken', 'taken', TEXT],
  ['on-ball', 'ball', TEXT],
  ['on-night', 'night', TEXT],
  ['on-night-soft', 'night', TEXT],
  ['court-text', 'court-tint', TEXT],
  ['clay-text', 'clay-tint', TEXT],
  ['ok-text', 'ok-tint', TEXT],
  ['held-text', 'held-tint', TEXT],
  ['danger-text', 'danger-tint', TEXT],
  ...plannerTints.flatMap((tint): Pair[] => [
    ['ink', tint, TEXT],
    ['soft', tint, TEXT],
  ]),
  // The edge of an item tells its kind: beside its tint, and beside the card of one that owes.
  ...plannerEdges.flatMap((edge): Pair[] => [
    [edge, `${edge}-tint`, SHAPE],
    [edge, 'card', SHAPE],
  ]),
  ['strong', 'card', SHAPE],
  ['free-line', 'card', SHAPE],
  ['free', 'taken', SHAPE],
  ['free', 'full', SHAPE],
];

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
  test.each(pairs)('%s can be told from %s', (foreground, background, least) => {
    expect(contrast(foreground, background, theme)).toBeGreaterThanOrEqual(least);
  });
});

test('a strip has one sense in both themes: free time is lighter than taken, and taken than full', () => {
  for (const theme of ['light', 'dark'] as const) {
    const [free, taken, full] = ['free', 'taken', 'full'].map((token) => luminance(token, theme));
    expect(free).toBeGreaterThan(taken ?? Number.NaN);
    expect(taken).toBeGreaterThan(full ?? Number.NaN);
  }
});

test('what one types into is at least 16 px, so that no phone zooms into it', () => {
  expect(Number(/--text-field: ([\d.]+)rem/.exec(css)?.[1]) * 16).toBeGreaterThanOrEqual(16);
});

function contrast(one: string, other: string, theme: Theme): number {
  const [dark = 0, light = 0] = [luminance(one, theme), luminance(other, theme)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(token: string, theme: Theme): number {
  const [lightness, chroma, hue] = read(token, theme);
  return luminanceOf(lightness, chroma, (hue * Math.PI) / 180);
}

function read(token: string, theme: Theme): [number, number, number] {
  const value = new RegExp(`^ {2}--${token}: (.+);$`, 'm').exec(css)?.[1] ?? '';
  const colours = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const colour = colours[theme === 'dark' ? colours.length - 1 : 0];
  if (!colour) throw new Error(`globals.css gives no colour to --${token}`);
  return [Number(colour[1]), Number(colour[2]), Number(colour[3])];
}

/** From OKLCH to the relative luminance of WCAG, by the matrices of bottosson.github.io/posts/oklab. */
function luminanceOf(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  const shown = (channel: number) => Math.min(1, Math.max(0, channel));
  return 0.2126 * shown(red) + 0.7152 * shown(green) + 0.0722 * shown(blue);
}
