import { courtLines } from '@/lib/catalogue/court-plan/court-lines';
import { layoutCourts, type PlacedCourt } from '@/lib/catalogue/court-plan/court-plan-layout';
import type { ShownCourt } from './share-view';

/** The full tones of `app/globals.css` in the light theme, which a picture cannot read. */
const TONES = {
  turf: '#3f85d6',
  clay: '#c4673f',
  hard: '#3f8187',
  grass: '#7f8d4f',
  concrete: '#8b9097',
} as const;

/** Courts seen from above in the evening, as the address of an SVG within a frame of that size. */
export function drawShareCourts(courts: readonly ShownCourt[], frame: { width: number; height: number }) {
  const plan = layoutCourts(courts, frame.width / frame.height);
  const scale = Math.min(frame.width / plan.width, frame.height / plan.height);
  const [width, height] = [Math.round(plan.width * scale), Math.round(plan.height * scale)];
  const roofs = plan.roofs.map(
    ({ x, y, width, height }) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx=".8" fill="#33405f" stroke="#8796bd" stroke-width=".25"/>`,
  );
  const drawn = [...roofs, ...plan.courts.map(drawCourt)].join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${plan.width} ${plan.height}">${drawn}</svg>`;
  return { src: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, width, height };
}

function drawCourt(court: PlacedCourt<ShownCourt>): string {
  const { x, y, width, height, surface } = court;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx=".4" fill="${TONES[surface]}"/>`,
    `<path d="${courtLines(court)}" fill="none" stroke="#fff" stroke-width=".25"/>`,
    `<path d="M${x - 0.3} ${y + height / 2}h${width + 0.6}" stroke="#fff" stroke-width=".5"/>`,
  ].join('');
}
