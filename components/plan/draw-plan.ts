import {
  type DrawnCourt,
  layoutCourts,
  type PlacedCourt,
  type Roof,
} from '@/lib/catalogue/court-plan/court-plan-layout';
import { courtLines } from '@/lib/catalogue/court-plan/court-lines';

/** The id of the drawing in its file, which pages refer to. */
export const PLAN_ID = 'plan';

const HATCH = 1.6;

/** A court as its facts are read from an address. */
type MarkedCourt = DrawnCourt & { mark: string; isLit: boolean };

/**
 * A club seen from above as an SVG file: pale tints for surfaces, the full tone for a lit court, hatches for roofs,
 * marks for courts. Its colours are the custom properties of the page that refers to it. Patterns would not reach that
 * page, so hatches are lines.
 */
export function drawPlan(courts: readonly MarkedCourt[], aspect: number): string {
  const plan = layoutCourts(
    courts.map((court, position) => ({ ...court, position })),
    aspect,
  );
  const drawn = [...plan.roofs.map(drawRoof), ...plan.courts.map(drawCourt)].join('');
  const size = `viewBox="0 0 ${plan.width} ${plan.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><symbol id="${PLAN_ID}" ${size}>${drawn}</symbol></svg>`;
}

function drawRoof({ x, y, width, height }: Roof): string {
  const hatch = hatchLines({ x, y, width, height });
  return [
    `<path d="${hatch}" stroke="var(--strong)" stroke-width=".35" opacity=".6"/>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx=".8" fill="none" stroke="var(--strong)" stroke-width=".25"/>`,
  ].join('');
}

/** Lines at 45 degrees, from the left or upper edge of the roof to its lower or right edge. */
function hatchLines({ x, y, width, height }: Roof): string {
  const step = HATCH * Math.SQRT2;
  const lines: string[] = [];
  for (let at = step; at < width + height; at += step) {
    const [fromX, fromY] = [Math.max(0, at - height), Math.min(at, height)];
    const [toX, toY] = [Math.min(at, width), Math.max(0, at - width)];
    lines.push(`M${short(x + fromX)} ${short(y + fromY)}L${short(x + toX)} ${short(y + toY)}`);
  }
  return lines.join('');
}

function drawCourt(court: PlacedCourt<MarkedCourt>): string {
  const { x, y, width, height, surface, mark, isLit } = court;
  const [centre, middle] = [short(x + width / 2), short(y + height / 2)];
  return [
    `<rect x="${short(x)}" y="${short(y)}" width="${width}" height="${height}" rx=".4" fill="var(--${surface}${isLit ? '' : '-pale'})"/>`,
    `<path d="${courtLines(court)}" fill="none" stroke="var(--chalk)" stroke-width=".22"/>`,
    `<path d="M${short(x - 0.3)} ${middle}h${short(width + 0.6)}" stroke="var(--chalk)" stroke-width=".45"/>`,
    `<circle cx="${centre}" cy="${middle}" r="2.3" fill="var(--card)"/>`,
    `<text x="${centre}" y="${middle}" dy=".36em" text-anchor="middle" font-size="2.7" font-weight="600" fill="var(--ink)">${escaped(mark)}</text>`,
  ].join('');
}

const short = (metres: number) => Math.round(metres * 100) / 100;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
