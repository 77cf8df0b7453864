import { env } from '@/lib/core/env';
import { readReplyRoute } from '@/lib/services/twilio/twilio-account';
import { webhookUrl } from './diagnose-webhooks';
import { ok, type ServiceFinding, unwell } from './service-finding';

/**
 * Whether people’s answers reach us, STOP above all. There is nothing else to subscribe to at Twilio: each message
 * names the address to which its own state is told.
 */
export async function diagnoseReplies(): Promise<ServiceFinding[]> {
  const id = 'webhooks.twilio.replies';
  const [from, ours] = [env().TWILIO_FROM, webhookUrl('twilio')];
  const route = await readReplyRoute();
  if (route.kind === 'name') {
    return [
      ok(id, {
        es: `Los SMS salen como «${from}»: nadie puede contestarles.`,
        en: `Texts go out as “${from}”, to which nobody can reply.`,
      }),
    ];
  }
  if (route.kind === 'unknown_number') {
    return [
      unwell(
        'bad',
        id,
        {
          es: `El número ${from} no es de nuestra cuenta de Twilio.`,
          en: `${from} is no number of our Twilio account.`,
        },
        {
          es: 'Pon en TWILIO_FROM un número o un servicio de mensajería (MG…) de la cuenta de TWILIO_ACCOUNT_SID.',
          en: 'Put a number or messaging service (MG…) of the account in TWILIO_ACCOUNT_SID into TWILIO_FROM.',
        },
      ),
    ];
  }
  if (route.url === ours) {
    return [
      ok(id, {
        es: `Twilio trae las respuestas a ${ours}; el estado de cada SMS llega allí porque el propio SMS lo pide.`,
        en: `Twilio brings replies to ${ours}; what becomes of a text is told there because each text asks for it.`,
      }),
    ];
  }
  return [
    unwell(
      'warn',
      id,
      {
        es: `Lo que se contesta a ${from}, como STOP, va a ${route.url ?? 'ninguna parte'}.`,
        en: `What people reply to ${from}, such as STOP, goes ${route.url ? `to ${route.url}` : 'nowhere'}.`,
      },
      {
        es: 'Tráelo aquí: Twilio ya no escribe a quien dijo STOP, pero nosotros seguiríamos contando con sus SMS.',
        en: 'Bring it here: Twilio stops writing to whoever said STOP, but we would go on counting on our texts.',
      },
      { kind: 'receive_replies' },
    ),
  ];
}
