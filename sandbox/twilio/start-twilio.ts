import { z } from 'zod';
import { answerInbox } from '../inbox/answer-inbox';
import { createOutbox, type Outbox, type Sms } from '../inbox/outbox';
import { SANDBOX_KEYS } from '../providers';
import { type Reply, type Request, type Running, serve } from '../serve';
import { createCourier } from '../webhooks';
import { createNumbers } from './numbers';
import { deliverSms, type Outcome, outcomeSchema } from './outcomes';
import { parseSms } from './parse-sms';
import { twilioWebhook } from './sign-twilio';
import { newSms, smsFields, toTwilio } from './sms-fields';
import { TwilioError, twilioRefusal } from './twilio-error';

export type TwilioOptions = {
  port: number;
  appUrl: () => string;
  /** Shared with Resend, so that one inbox shows both. */
  outbox?: Outbox;
  /** In epoch milliseconds. */
  now?: () => number;
  /** From one delivery state to the next. */
  stepMs?: number;
};

const incomingSchema = z.strictObject({
  from: z.string(),
  body: z.string(),
  to: z.string().default(SANDBOX_KEYS.TWILIO_FROM),
});

/** Twilio repeats a webhook once when the connection breaks, and accepts any answer. */
const WEBHOOK_RETRY = { delaysMs: [1_000], onErrorStatus: false };
const ACCOUNT = `/2010-04-01/Accounts/${SANDBOX_KEYS.TWILIO_ACCOUNT_SID}`;
const AUTHORIZATION = `Basic ${btoa(`${SANDBOX_KEYS.TWILIO_ACCOUNT_SID}:${SANDBOX_KEYS.TWILIO_AUTH_TOKEN}`)}`;

/** twilio.com/docs/messaging/tutorials/advanced-opt-out: the keywords that every number understands. */
const OPT_OUT = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const OPT_IN = new Set(['START', 'YES', 'UNSTOP']);

/**
 * Plays Twilio's messages. `POST /_control/incoming` sends one to us, `POST /_control/outcomes` sets the fate of
 * messages to a number, and an opt-out counts for every sender of the account.
 */
export async function startTwilio(options: TwilioOptions): Promise<Running> {
  const { port, appUrl, outbox = createOutbox(), now = Date.now, stepMs = 300 } = options;
  const courier = createCourier(WEBHOOK_RETRY);
  const outcomes = new Map<string, Outcome>();
  const numbers = createNumbers(() => `${appUrl()}/api/v1/notifications/twilio-webhook`);
  const optedOut = new Set<string>();
  const allSms = () => outbox.messages.filter((message): message is Sms => message.channel === 'sms');

  function send(request: Request): Reply {
    const { to, from, body, statusCallback } = parseSms(request.body);
    if (optedOut.has(to)) throw new TwilioError(400, 21610, 'Attempt to send to unsubscribed recipient');
    const sms = newSms(
      {
        from,
        to: [to],
        text: body,
        state: 'queued',
        direction: 'outbound-api',
        status_callback: statusCallback,
      },
      now(),
    );
    outbox.messages.push(sms);
    deliverSms(sms, outcomes.get(to), statusCallback, { courier, stepMs });
    return { status: 201, body: toTwilio(sms) };
  }

  function receive(request: Request): Reply {
    const { from, to, body } = incomingSchema.parse(JSON.parse(request.body));
    const keyword = body.trim().toUpperCase();
    if (OPT_OUT.has(keyword)) optedOut.add(from);
    if (OPT_IN.has(keyword)) optedOut.delete(from);
    const sms = newSms({ from, to: [to], text: body, state: 'received', direction: 'inbound' }, now());
    outbox.messages.push(sms);
    const url = numbers.inboundUrl();
    if (url === '') return { status: 201, body: { sid: sms.id } };
    courier.post(
      twilioWebhook(url, {
        ...smsFields(sms),
        SmsMessageSid: sms.id,
        SmsStatus: 'received',
        Body: body,
        NumMedia: '0',
        NumSegments: '1',
      }),
    );
    return { status: 201, body: { sid: sms.id } };
  }

  function control(request: Request): Reply | undefined {
    if (request.method === 'POST' && request.path === '/_control/incoming') return receive(request);
    if (request.method === 'POST' && request.path === '/_control/outcomes') {
      const outcome = outcomeSchema.parse(JSON.parse(request.body));
      outcomes.set(outcome.to, outcome);
      return { body: outcome };
    }
    return undefined;
  }

  function answerApi(request: Request): Reply {
    if (request.headers.authorization !== AUTHORIZATION) throw new TwilioError(401, 20003, 'Authenticate');
    const route = `${request.method} ${request.path}`;
    if (route === `POST ${ACCOUNT}/Messages.json`) return send(request);
    if (route === `GET ${ACCOUNT}/Messages.json`) return listPage(request, allSms());
    if (route === `GET ${ACCOUNT}.json`) return { body: ACCOUNT_BODY };
    const aboutNumbers = numbers.answer(request);
    if (aboutNumbers) return aboutNumbers;
    const sms = allSms().find(({ id }) => route === `GET ${ACCOUNT}/Messages/${id}.json`);
    if (sms) return { body: toTwilio(sms) };
    throw new TwilioError(404, 20404, `The requested resource ${request.path} was not found`);
  }

  const running = await serve(
    (request) => {
      try {
        return (
          answerInbox(request, outbox) ?? courier.control(request) ?? control(request) ?? answerApi(request)
        );
      } catch (error) {
        if (error instanceof TwilioError) return error.reply;
        throw error;
      }
    },
    port,
    undefined,
    twilioRefusal,
  );
  return {
    ...running,
    close: async () => {
      courier.close();
      await running.close();
    },
  };
}

/** One page with all that match, newest first. */
function listPage(request: Request, all: Sms[]): Reply {
  const to = request.query.get('To');
  const from = request.query.get('From');
  const messages = all
    .filter((sms) => (to === null || sms.to.includes(to)) && (from === null || sms.from === from))
    .toReversed();
  return {
    body: {
      messages: messages.map(toTwilio),
      page: 0,
      page_size: messages.length,
      uri: `${ACCOUNT}/Messages.json`,
      first_page_uri: `${ACCOUNT}/Messages.json`,
      next_page_uri: null,
      previous_page_uri: null,
    },
  };
}

const ACCOUNT_BODY = {
  sid: SANDBOX_KEYS.TWILIO_ACCOUNT_SID,
  friendly_name: 'Pista sandbox',
  status: 'active',
  type: 'Full',
  date_created: 'Thu, 01 Jan 2026 00:00:00 GMT',
  date_updated: 'Thu, 01 Jan 2026 00:00:00 GMT',
  uri: `${ACCOUNT}.json`,
};
