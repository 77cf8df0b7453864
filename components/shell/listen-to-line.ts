/** Calls back when the browser loses its line or has it again, until the function it returns is called. */
export function listenToLine(tell: () => void): () => void {
  addEventListener('online', tell);
  addEventListener('offline', tell);
  return () => {
    removeEventListener('online', tell);
    removeEventListener('offline', tell);
  };
}
