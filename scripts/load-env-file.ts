import { existsSync } from 'node:fs';

/** Sets the names of `.env` that the environment does not set itself. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
