/** Files under keys, such as `0199…/480.webp`. A key is written once and then read or removed. */
export type Storage = {
  /** Replaces what is there. Nobody reads a part of it. */
  put(key: string, bytes: Uint8Array, mediaType: string, signal?: AbortSignal): Promise<void>;
  /** Null when there is none. */
  read(key: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Nothing happens when there is none. */
  remove(key: string, signal?: AbortSignal): Promise<void>;
};
