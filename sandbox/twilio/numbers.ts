import { SANDBOX_KEYS } from '../providers';
import type { Reply, Request } from '../serve';

const SID = 'PN00000000000000000000000000000000';
const NUMBERS = `/2010-04-01/Accounts/${SANDBOX_KEYS.TWILIO_ACCOUNT_SID}/IncomingPhoneNumbers`;
const SERVICE = /^\/v1\/Services\/(MG[0-9a-fA-F]{32})$/;

export type Numbers = {
  /** The webhook of incoming messages, empty for none. */
  inboundUrl(): string;
  /** Serves the account's one number, and every messaging service, which shares its webhook. */
  answer(request: Request): Reply | undefined;
};

/**
 * The account's number and messaging services. Incoming messages go to `defaultUrl` until their webhook is changed.
 */
export function createNumbers(defaultUrl: () => string): Numbers {
  let given: string | undefined;
  const inboundUrl = () => given ?? defaultUrl();
  const number = () => ({
    sid: SID,
    account_sid: SANDBOX_KEYS.TWILIO_ACCOUNT_SID,
    phone_number: SANDBOX_KEYS.TWILIO_FROM,
    sms_url: inboundUrl(),
    sms_method: 'POST',
    capabilities: { sms: true, voice: false, mms: false, fax: false },
    uri: `${NUMBERS}/${SID}.json`,
  });
  return {
    inboundUrl,
    answer({ method, path, query, body }) {
      const form = new URLSearchParams(body);
      if (method === 'GET' && path === `${NUMBERS}.json`) {
        const wanted = query.get('PhoneNumber');
        const found = wanted === null || wanted === SANDBOX_KEYS.TWILIO_FROM ? [number()] : [];
        return {
          body: { incoming_phone_numbers: found, page: 0, page_size: 50, uri: path, next_page_uri: null },
        };
      }
      if (method === 'POST' && path === `${NUMBERS}/${SID}.json`) {
        given = form.get('SmsUrl') ?? given;
        return { body: number() };
      }
      const service = SERVICE.exec(path)?.[1];
      if (service === undefined) return undefined;
      if (method === 'POST') given = form.get('InboundRequestUrl') ?? given;
      return {
        body: {
          sid: service,
          account_sid: SANDBOX_KEYS.TWILIO_ACCOUNT_SID,
          friendly_name: 'Pista sandbox',
          inbound_request_url: inboundUrl(),
          inbound_method: 'POST',
          use_inbound_webhook_on_number: false,
        },
      };
    },
  };
}
