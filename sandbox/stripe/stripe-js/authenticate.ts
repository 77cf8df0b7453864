import { DIALOG_CSS, sheetOf } from './style';

const DONE = 'sandbox-3d-secure-done';

/** Shows the bank's page in a dialog until it is answered; leaving the dialog refuses the payment. */
export function authenticate(url: string, title: string): Promise<void> {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const dialog = document.createElement('dialog');
  const frame = document.createElement('iframe');
  dialog.setAttribute('aria-label', title);
  frame.title = title;
  frame.src = url;
  dialog.append(frame);
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
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      const refusal = new URLSearchParams({ outcome: 'fail' });
      // The answer is opaque and does not matter: the intent is read again in any case.
      fetch(url, { method: 'POST', mode: 'no-cors', body: refusal }).then(finish, finish);
    });
  });
}
