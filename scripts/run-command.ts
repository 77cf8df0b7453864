import { closeDatabase } from '@/db';
import { openForCommand } from './command-environment';

/** Runs one command on its database and prints its answer; an error is a line on stderr and exit code 1. */
export async function runCommand(command: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await onDatabase(command)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function onDatabase(command: () => Promise<string>): Promise<string> {
  const database = await openForCommand();
  try {
    return await command();
  } finally {
    await closeDatabase();
    await database.close();
  }
}
