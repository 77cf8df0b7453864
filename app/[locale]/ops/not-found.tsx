export { default } from '@/app/[locale]/(player)/not-found';
