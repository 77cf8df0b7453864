type Area = { sport: 'padel' | 'tennis'; x: number; y: number; width: number; height: number };

/** The lines of a court but its net, as the data of one path in metres. */
export const courtLines = (court: Area): string =>
  court.sport === 'padel' ? padelLines(court) : tennisLines(court);

/** Service lines 6.95 m from the net, joined. */
function padelLines({ x, y, width, height }: Area): string {
  const across = `h${width - 0.8}`;
  const upper = y + height / 2 - 6.95;
  return [
    `M${x + 0.4} ${y + 0.4}${across}v${height - 0.8}h${0.8 - width}z`,
    `M${x + 0.4} ${upper}${across}`,
    `M${x + 0.4} ${upper + 13.9}${across}`,
    `M${x + width / 2} ${upper}v13.9`,
  ].join('');
}

/** Singles lines lie 1.37 m inside the tramlines, service lines 6.4 m from the net. */
function tennisLines({ x, y, width, height }: Area): string {
  const down = `v${height - 0.8}`;
  const across = `h${width - 2.74}`;
  const upper = y + height / 2 - 6.4;
  return [
    `M${x + 0.4} ${y + 0.4}h${width - 0.8}${down}h${0.8 - width}z`,
    `M${x + 1.37} ${y + 0.4}${down}`,
    `M${x + width - 1.37} ${y + 0.4}${down}`,
    `M${x + 1.37} ${upper}${across}`,
    `M${x + 1.37} ${upper + 12.8}${across}`,
    `M${x + width / 2} ${upper}v12.8`,
  ].join('');
}
