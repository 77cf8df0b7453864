import { createHash } from 'node:crypto';
import { z } from 'zod';

/** A file that was sent in a form. In JSON it is its hash, so that two requests with it can be compared. */
export class Upload {
  constructor(readonly bytes: Uint8Array) {}

  /** In hexadecimal. */
  get sha256(): string {
    return createHash('sha256').update(this.bytes).digest('hex');
  }

  toJSON(): string {
    return this.sha256;
  }
}

/** The files of a form by their fields. A field that was left empty has none. */
export async function filesOf(form: FormData): Promise<Record<string, Upload>> {
  const files: Record<string, Upload> = {};
  for (const [name, value] of form)
    if (typeof value !== 'string' && value.size > 0) files[name] = await uploadOf(value);
  return files;
}

const uploadOf = async (file: File) => new Upload(new Uint8Array(await file.arrayBuffer()));

/** A file of a form. */
export const uploadedFile = z.instanceof(Upload).meta({ type: 'string', format: 'binary' });
