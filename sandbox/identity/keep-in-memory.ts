import type { AdapterFactory, AdapterPayload } from 'oidc-provider';

/** What `oidc-provider` keeps, for as long as the sandbox runs. */
export function keepInMemory(): AdapterFactory {
  const rows = new Map<string, AdapterPayload>();
  return (model) => {
    const key = (id: string) => `${model}:${id}`;
    const findBy = async (name: 'uid' | 'userCode', value: string) =>
      [...rows].find(([id, row]) => id.startsWith(`${model}:`) && row[name] === value)?.[1];
    return {
      upsert: async (id, row) => {
        rows.set(key(id), row);
      },
      find: async (id) => rows.get(key(id)),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (code) => findBy('userCode', code),
      consume: async (id) => {
        const row = rows.get(key(id));
        if (row) rows.set(key(id), { ...row, consumed: Math.floor(Date.now() / 1000) });
      },
      destroy: async (id) => {
        rows.delete(key(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [id, row] of rows) if (row.grantId === grantId) rows.delete(id);
      },
    };
  };
}
