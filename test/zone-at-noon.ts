/** A zone in which it is about noon, where the day has hours before now and after it. */
export function zoneAtNoon(): string {
  const hoursWest = new Date().getUTCHours() - 12;
  return `Etc/GMT${hoursWest < 0 ? '' : '+'}${hoursWest}`;
}
