/** The two degrees of a point as maps copy it, such as `43.5322, -5.6611`. Null for any other text. */
export function pastedPoint(text: string): { latitude: string; longitude: string } | null {
  const [, latitude, longitude] =
    /^\s*\(?(-?\d{1,2}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)\)?\s*$/.exec(text) ?? [];
  return latitude !== undefined && longitude !== undefined ? { latitude, longitude } : null;
}
