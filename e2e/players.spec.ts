import { expect, test } from './fixtures';
import { book, hold } from './world';

test('who plays is said while paying and changed until the game @phone', async ({
  player,
  club,
  checkout,
  reservation,
}) => {
  const held = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(held.id);
  await reservation.addPlayer('Bea', 'bea@example.com');
  await expect(reservation.playing(1)).toBeVisible();
  await reservation.addPlayer('Carla', 'carla@example');
  await expect(reservation.wrongEmail).toBeVisible();
  await reservation.addPlayer('Carla');
  await expect(reservation.playing(2)).toBeVisible();

  const paid = await book(player, { courtId: club.courts[1].id });
  await reservation.open(paid.id);
  await expect(reservation.playing(0)).toBeVisible();
  await reservation.addPlayer('Bea');
  await expect(reservation.removePlayer('Bea')).toBeVisible();
  await reservation.removePlayer('Bea').click();
  await expect(reservation.playing(0)).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('players are added and taken off all the same', async ({ player, club, reservation }) => {
    const { id } = await book(player, { courtId: club.courts[0].id });
    await reservation.open(id);
    await reservation.addPlayer('Bea');
    await expect(reservation.playing(1)).toBeVisible();
    await reservation.addPlayer('Carla');
    await reservation.removePlayer('Bea').click();
    await expect(reservation.playing(1)).toBeVisible();
    await expect(reservation.players).toContainText('Carla');
  });
});
