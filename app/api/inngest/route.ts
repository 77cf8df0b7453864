import { serve } from 'inngest/next';
import { functions } from '@/inngest';
import { inngest } from '@/lib/events';

export const { GET, POST, PUT } = serve({ client: inngest, functions });
