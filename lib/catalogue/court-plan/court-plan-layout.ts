/** The facts of a court that its drawing shows. */
export type DrawnCourt = {
  sport: 'padel' | 'tennis';
  indoor: boolean;
  surface: 'turf' | 'clay' | 'hard' | 'grass' | 'concrete';
  format: 'single' | 'double';
};

/** A court of a club as its plan needs it. */
export type PlanCourt = DrawnCourt & { id: number; name: string; position: number };

/** A court in the plan, in metres from the plan's top left. */
export type PlacedCourt<Court> = Court & Roof;
export type Roof = { x: number; y: number; width: number; height: number };
type Plan<Court> = { width: number; height: number; courts: PlacedCourt<Court>[]; roofs: Roof[] };

type Placeable = DrawnCourt & { position: number };

/** Playing areas in metres: FIP rules for padel, ITF rules for tennis (a tennis court keeps its tramlines). */
const SIZES = {
  padel: { single: { width: 6, height: 20 }, double: { width: 10, height: 20 } },
  tennis: { single: { width: 10.97, height: 23.77 }, double: { width: 10.97, height: 23.77 } },
} as const;

const GAP = 3.6;
const ROOF = 1.4;
const MOST_ROWS = 3;

/**
 * Lays out a club's courts to scale, covered ones first, in the number of rows that makes them largest in a picture
 * of that aspect (width by height). Each roof covers its part of a row.
 */
export function layoutCourts<Court extends Placeable>(courts: readonly Court[], aspect: number): Plan<Court> {
  const ordered = [...courts].sort((a, b) => Number(b.indoor) - Number(a.indoor) || a.position - b.position);
  const plans = Array.from({ length: MOST_ROWS }, (_, rows) => layoutRows(ordered, rows + 1));
  const scale = ({ width, height }: Plan<Court>) => Math.min(aspect / width, 1 / height);
  return plans.reduce((best, plan) => (scale(plan) > scale(best) ? plan : best));
}

function layoutRows<Court extends Placeable>(ordered: readonly Court[], rows: number): Plan<Court> {
  const perRow = Math.ceil(ordered.length / rows);
  const placed: PlacedCourt<Court>[] = [];
  const roofs: Roof[] = [];
  let y = GAP;
  for (let from = 0; from < ordered.length; from += perRow) {
    const row = placeRow(ordered.slice(from, from + perRow), y);
    const roof = roofOver(row.filter((court) => court.indoor));
    placed.push(...row);
    if (roof) roofs.push(roof);
    y = bottom(row) + GAP;
  }
  const width = Math.max(...placed.map((court) => court.x + court.width), 0) + GAP;
  return { width, height: y, courts: placed, roofs };
}

function placeRow<Court extends DrawnCourt>(courts: readonly Court[], y: number): PlacedCourt<Court>[] {
  let x = GAP;
  return courts.map((court) => {
    const size = SIZES[court.sport][court.format];
    const placed = { ...court, ...size, x, y };
    x += size.width + GAP;
    return placed;
  });
}

function roofOver(courts: readonly Roof[]): Roof | null {
  const [first] = courts;
  const last = courts.at(-1);
  if (!first || !last) return null;
  return {
    x: first.x - ROOF,
    y: first.y - ROOF,
    width: last.x + last.width - first.x + 2 * ROOF,
    height: bottom(courts) - first.y + 2 * ROOF,
  };
}

const bottom = (courts: readonly Roof[]) => Math.max(...courts.map((court) => court.y + court.height));
