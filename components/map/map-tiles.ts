import { env } from '@/lib/core/env';

/** The address of map tiles with `{z}`, `{x}` and `{y}`. Null where no map can be shown. */
export const mapTiles = (): string | null => env().MAP_TILES_URL ?? null;
