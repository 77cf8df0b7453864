'use client';

export { DeskErrorPage as default } from '@/components/planner/live/desk-error-page';
