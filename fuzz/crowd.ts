import type { Role } from './cases';

/** Somebody with two keys. */
export type Person = {
  id: string;
  email: string;
  role: Exclude<Role, 'holder' | 'reader' | 'nobody'>;
  writeKey: string;
  readKey: string;
};

/** Who a case is sent as, and with which of their keys. */
export type Sender = { personId: string; email: string; key: string } | null;

export type Crowd = {
  /** Each in turn, so that nobody meets their limit while others have hardly begun; null for nobody. */
  next: (role: Role, holder: string | null) => Sender;
  /** Somebody whose account or keys have ended. */
  retire: (personId: string) => void;
};

/** The people of a run. */
export function gather(people: readonly Person[]): Crowd {
  const waiting = new Map<Person['role'], Person[]>();
  for (const person of people) waiting.set(person.role, [...(waiting.get(person.role) ?? []), person]);
  const living = new Map(people.map((person) => [person.id, person]));
  const inTurn = (role: Person['role']): Person => {
    const queue = waiting.get(role) ?? [];
    for (let person = queue.shift(); person; person = queue.shift()) {
      if (!living.has(person.id)) continue;
      queue.push(person);
      return person;
    }
    throw new Error(`nobody is left who is ${role}`);
  };
  return {
    next: (role, holder) => {
      if (role === 'nobody') return null;
      const known = role === 'holder' && holder !== null ? living.get(holder) : undefined;
      const person = known ?? inTurn(role === 'owner' || role === 'operator' ? role : 'writer');
      return {
        personId: person.id,
        email: person.email,
        key: role === 'reader' ? person.readKey : person.writeKey,
      };
    },
    retire: (personId) => living.delete(personId),
  };
}
