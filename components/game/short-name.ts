/** What people who do not know a player may see of the name: `Marta Gil Pérez` is `Marta G.` */
export function shortName(name: string): string {
  const [first = '', second] = name.trim().split(/\s+/);
  return second === undefined ? first : `${first} ${second.charAt(0).toUpperCase()}.`;
}
