type Handler = (event: unknown) => void;

export type Emitter = {
  on: (name: string, handler: Handler) => void;
  once: (name: string, handler: Handler) => void;
  off: (name: string, handler?: Handler) => void;
  emit: (name: string, event: unknown) => void;
};

/** The listeners of one element. */
export function createEmitter(): Emitter {
  const handlers = new Map<string, Map<Handler, Handler>>();
  const add = (name: string, handler: Handler, call: Handler) => {
    const named = handlers.get(name) ?? new Map();
    handlers.set(name, named.set(handler, call));
  };
  const off = (name: string, handler?: Handler) => {
    if (handler) handlers.get(name)?.delete(handler);
    else handlers.delete(name);
  };
  return {
    on: (name, handler) => add(name, handler, handler),
    once(name, handler) {
      add(name, handler, (event) => {
        off(name, handler);
        handler(event);
      });
    },
    off,
    emit(name, event) {
      for (const call of [...(handlers.get(name)?.values() ?? [])]) call(event);
    },
  };
}
