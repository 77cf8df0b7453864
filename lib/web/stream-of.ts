import type { Readable } from 'node:stream';

/** The bytes of a stream as a response sends them. A reader who goes away ends it. */
export function streamOf(bytes: Readable): ReadableStream<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => {
      bytes.destroy();
    },
  });
}
