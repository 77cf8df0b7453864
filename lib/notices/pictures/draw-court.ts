import { courtLines } from '@/lib/catalogue/court-plan/court-lines';
import { layoutCourts, type PlacedCourt, type Roof } from '@/lib/catalogue/court-plan/court-plan-layout';
import type { ReservationFacts } from '@/lib/notices/notice-facts';

type ShownCourt = ReservationFacts['courts'][number];

/** The full tones of `app/globals.css`, and what is beside the lit court by night. */
const TONES = {
  turf: '#3f85d6',
  clay: '#c4673f',
  hard: '#3f8187',
  grass: '#7f8d4f',
  concrete: '#8b9097',
} as const;
const [NIGHT, DIM, LINE] = ['#27324d', '#3a4768', '#7f8db3'];

/** Twice what the widest mail shows. */
const COURT_PICTURE = { width: 1032, height: 360 } as const;

/** The courts of a club from above in the evening, with one of them lit. Dark, so that it suits both themes of a mail. */
export function courtSvg(courts: readonly ShownCourt[]): string {
  const { width, height } = COURT_PICTURE;
  const plan = layoutCourts(courts, width / height);
  const scale = Math.min(width / plan.width, height / plan.height);
  const [left, top] = [(width - plan.width * scale) / 2, (height - plan.height * scale) / 2];
  const drawn = [...plan.roofs.map(roof), ...plan.courts.map(court)].join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<path fill="${NIGHT}" d="M0 0h${width}v${height}H0z"/>`,
    `<g transform="translate(${left} ${top}) scale(${scale})">${drawn}</g></svg>`,
  ].join('');
}

const roof = ({ x, y, width, height }: Roof) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx=".8" fill="none" stroke="${LINE}" stroke-width=".25"/>`;

function court(placed: PlacedCourt<ShownCourt>): string {
  const { x, y, width, height, surface, isLit } = placed;
  const line = isLit ? '#fff' : LINE;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx=".4" fill="${isLit ? TONES[surface] : DIM}"/>`,
    `<path d="${courtLines(placed)}" fill="none" stroke="${line}" stroke-width=".25"/>`,
    `<path d="M${x - 0.3} ${y + height / 2}h${width + 0.6}" stroke="${line}" stroke-width=".5"/>`,
  ].join('');
}
