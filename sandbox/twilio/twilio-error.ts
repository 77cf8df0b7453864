import type { Reply } from '../serve';

/** A refusal in Twilio's words, with the codes of twilio.com/docs/api/errors. */
export class TwilioError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  get reply(): Reply {
    return { status: this.status, body: errorBody(this.status, this.code, this.message) };
  }
}

/** Twilio's message for a failure of its own. */
export const twilioRefusal = ({ status }: { status: number }) =>
  status === 429
    ? errorBody(status, 20429, 'Too Many Requests')
    : errorBody(status, 20500, 'Internal Server Error');

const errorBody = (status: number, code: number, message: string) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});
