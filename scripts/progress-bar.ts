const WIDTH = 30;

/** Draws a share from 0 to 1, over itself on a terminal and line by line elsewhere. */
export function showProgress(share: number, next: string): void {
  const filled = Math.round(share * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  const line = `  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${next}`;
  process.stdout.write(process.stdout.isTTY ? `\r${line.padEnd(80)}${share === 1 ? '\n' : ''}` : `${line}\n`);
}
