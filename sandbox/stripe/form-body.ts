export type FormNode = string | { [key: string]: FormNode };

/**
 * Reads Stripe's nested form encoding: `metadata[reservation_id]=1&expand[0]=latest_charge`. A list is an object
 * keyed by index, of which `list` of params.ts makes an array.
 */
export function parseForm(source: string | URLSearchParams): { [key: string]: FormNode } {
  const root = emptyNode();
  for (const [name, value] of new URLSearchParams(source)) assign(root, keysOf(name), value);
  return root;
}

/** Without a prototype, so that `__proto__` is an ordinary parameter. */
const emptyNode = (): { [key: string]: FormNode } => Object.create(null);

const keysOf = (name: string): string[] => {
  const [head = '', ...rest] = name.split('[');
  return [head, ...rest.map((part) => part.replace(/\]$/, ''))];
};

function assign(root: { [key: string]: FormNode }, keys: string[], value: string): void {
  let node = root;
  keys.forEach((rawKey, depth) => {
    const key = rawKey === '' ? String(Object.keys(node).length) : rawKey;
    const next = node[key];
    if (depth === keys.length - 1) node[key] = value;
    else if (typeof next === 'object') node = next;
    else {
      const child = emptyNode();
      node[key] = child;
      node = child;
    }
  });
}
