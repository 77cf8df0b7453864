/**
 * Keeps the process alive when nobody takes its output any more, as when the program that reads its log has ended. Next
 * reports an uncaught failure on the same output, which fails again, and so without end.
 */
export function outliveOutput(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
}
