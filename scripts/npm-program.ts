/**
 * The npm that started this process.
 * @throws Error when it was not started by npm
 */
export function npmProgram(): string {
  // biome-ignore lint/style/noProcessEnv: npm says there which one it is
  const program = process.env.npm_execpath;
  if (program === undefined) throw new Error('Start this by npm, such as "npm test".');
  return program;
}
