import { PassThrough, pipeline, Readable } from 'node:stream';
import { Zip, ZipDeflate } from 'fflate';
import { log } from '@/lib/core/log';
import { streamOf } from './stream-of';

/** A file of an archive. */
export type ZipPart = { name: string; bytes: AsyncIterable<Uint8Array> };

/**
 * Files as one zip download, each asked for when its turn comes, read and packed while they are taken. A failed read breaks the download off, so that
 * nobody takes a part for the whole.
 */
export function zipFile(name: string, parts: AsyncIterable<ZipPart>): Response {
  const bytes = new PassThrough();
  pipeline(Readable.from(pack(parts)), bytes, (error) => {
    if (error) log().error({ err: error, file: name }, 'a download broke off');
  });
  return new Response(streamOf(bytes), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${name}.zip"`,
    },
  });
}

async function* pack(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  let packed: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    packed.push(chunk);
  });
  const take = () => {
    const taken = packed;
    packed = [];
    return taken;
  };
  for await (const { name, bytes: read } of parts) {
    const file = new ZipDeflate(name);
    zip.add(file);
    for await (const bytes of read) {
      file.push(bytes);
      yield* take();
    }
    file.push(new Uint8Array(), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
