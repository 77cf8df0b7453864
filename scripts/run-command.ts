import { closeDatabase } from '@/db';
import { openForCommand } from './command-environment';

/** Runs one command on its database and prints its answer. An error is a line on stderr and exit code 1. */
export async function runCommand(command: () => Promise<string>): Promise<void> {
  const database = await openForCommand();
  try {
    process.stdout.write(`${await command()}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
  await closeDatabase();
  await database.close();
}
