import { existsSync } from 'node:fs';

/** Takes what `.env` says for names that the environment does not set itself. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
