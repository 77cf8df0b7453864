export { default } from '../../(player)/not-found';
