import { describe, expect, test } from 'vitest';
import { bookFormSchema } from './book-form';

const typed = (changes: Record<string, string>) =>
  bookFormSchema.parse({
    club: '7',
    court: '3',
    date: '2026-11-28',
    time: '18:30',
    duration: '90',
    kind: 'booking',
    ...changes,
  }).wanted;

describe('the form that books at the desk', () => {
  test('books for one of the club’s people, whose name is then not written again', () => {
    const customerId = crypto.randomUUID();
    expect(typed({ customerId, name: 'Ana Ruiz', phone: '655' })).toEqual({
      courtIds: [3],
      date: '2026-11-28',
      startTime: '18:30',
      kind: 'booking',
      durationMinutes: 90,
      customerId,
      settle: 'due',
    });
  });

  test('books for somebody new, without what was left empty', () => {
    expect(typed({ name: ' Ana Ruiz ', phone: '', email: '' }).customer).toEqual({ name: 'Ana Ruiz' });
    expect(typed({ name: '' })).not.toHaveProperty('customer');
  });

  test('takes the money by the way that is chosen', () => {
    expect(typed({ settle: 'bizum' }).settle).toEqual({ method: 'bizum' });
  });

  test('names the players that were typed, and the extras that were chosen', () => {
    const fields = {
      'player.0.name': ' Eva Sanz ',
      'player.0.email': '',
      'player.1.name': '',
      'player.1.email': '',
      'player.2.name': 'Luis Mora',
      'player.2.email': 'luis@example.com',
      'extra.balls': '2',
      'extra.racket': '0',
    };
    expect(typed(fields)).toMatchObject({
      players: [{ name: 'Eva Sanz' }, { name: 'Luis Mora', email: 'luis@example.com' }],
      extras: [{ code: 'balls', quantity: 2 }],
    });
    const block = typed({ ...fields, kind: 'block', until: '20:00' });
    expect(block).not.toHaveProperty('players');
    expect(block).not.toHaveProperty('extras');
  });

  test('reads a price with a comma, as people here write it', () => {
    expect(typed({ price: '36,50', reason: 'Amigo' }).price).toEqual({ amount: '36.50', reason: 'Amigo' });
  });

  test('adds other courts, each once', () => {
    expect(typed({ 'court.4': 'on', 'court.3': 'on' }).courtIds).toEqual([3, 4]);
  });

  test('ends a block at its time, on the next day when that is earlier', () => {
    const block = { kind: 'block', title: 'Liga', name: 'Ana', price: '5', until: '20:00' };
    expect(typed(block)).toEqual({
      courtIds: [3],
      date: '2026-11-28',
      startTime: '18:30',
      kind: 'block',
      durationMinutes: 90,
      title: 'Liga',
    });
    expect(typed({ ...block, until: '01:00' }).durationMinutes).toBe(390);
  });
});
