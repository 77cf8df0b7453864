import { DIALOG_CSS, sheetOf } from './style';
import type { Words } from './words';

const DONE = 'sandbox-3d-secure-done';

/** Shows the bank's page in a dialog. Closing the dialog refuses the payment. */
export function authenticate(url: string, words: Words): Promise<void> {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const dialog = document.createElement('dialog');
  const frame = document.createElement('iframe');
  const leave = document.createElement('button');
  leave.type = 'button';
  leave.textContent = words.cancel;
  dialog.setAttribute('aria-label', words.dialog);
  frame.title = words.dialog;
  frame.src = url;
  dialog.append(leave, frame);
  root.adoptedStyleSheets = [sheetOf(DIALOG_CSS)];
  root.append(dialog);
  document.body.append(host);
  dialog.showModal();

  return new Promise((resolve) => {
    const finish = () => {
      removeEventListener('message', onMessage);
      dialog.close();
      host.remove();
      resolve();
    };
    const onMessage = (event: MessageEvent) => {
      if (event.source === frame.contentWindow && event.data === DONE) finish();
    };
    addEventListener('message', onMessage);
    const refuse = (event: Event) => {
      event.preventDefault();
      const refusal = new URLSearchParams({ outcome: 'fail' });
      // The answer is opaque and not needed, because the intent is read again.
      fetch(url, { method: 'POST', mode: 'no-cors', body: refusal }).then(finish, finish);
    };
    leave.addEventListener('click', refuse);
    dialog.addEventListener('cancel', refuse);
  });
}
