/** A minute of the day as a clock shows it, from zero again after midnight. */
export const formatWallMinute = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
