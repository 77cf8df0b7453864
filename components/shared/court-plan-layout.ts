/** The facts of a court for its drawing. */
export type PlanCourt = {
  id: number;
  name: string;
  position: number;
  sport: 'padel' | 'tennis';
  indoor: boolean;
  surface: 'turf' | 'clay' | 'hard' | 'grass' | 'concrete';
  format: 'single' | 'double';
};

/** A court in the plan, in metres from the plan's top left. */
export type PlacedCourt = PlanCourt & { x: number; y: number; width: number; height: number };
type Roof = { x: number; y: number; width: number; height: number };
export type Plan = { width: number; height: number; courts: PlacedCourt[]; roofs: Roof[] };

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
export function layoutCourts(courts: readonly PlanCourt[], aspect: number): Plan {
  const ordered = [...courts].sort((a, b) => Number(b.indoor) - Number(a.indoor) || a.position - b.position);
  const plans = Array.from({ length: MOST_ROWS }, (_, rows) => layoutRows(ordered, rows + 1));
  const scale = ({ width, height }: Plan) => Math.min(aspect / width, 1 / height);
  return plans.reduce((best, plan) => (scale(plan) > scale(best) ? plan : best));
}

function layoutRows(ordered: readonly PlanCourt[], rows: number): Plan {
  const perRow = Math.ceil(ordered.length / rows);
  const placed: PlacedCourt[] = [];
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

function placeRow(courts: readonly PlanCourt[], y: number): PlacedCourt[] {
  let x = GAP;
  return courts.map((court) => {
    const size = SIZES[court.sport][court.format];
    const placed = { ...court, ...size, x, y };
    x += size.width + GAP;
    return placed;
  });
}

function roofOver(courts: readonly PlacedCourt[]): Roof | null {
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

const bottom = (courts: readonly PlacedCourt[]) => Math.max(...courts.map((court) => court.y + court.height));
