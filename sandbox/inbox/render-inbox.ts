import type { Attachment, Mail, Message, Outbox, Sms } from './outbox';
import { INBOX_SCRIPT, INBOX_STYLE } from './page-assets';

const SHOWN = 200;

/** The page with the newest messages, one folded line each. */
export function renderInbox(outbox: Outbox): string {
  const shown = outbox.messages.slice(-SHOWN).toReversed();
  const total = outbox.messages.length;
  return `<!doctype html>
<html lang="en" data-count="${total}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inbox (${total})</title>
<style>${INBOX_STYLE}</style>
</head>
<body>
<header><h1>Inbox</h1><p>${total === 1 ? '1 message' : `${total} messages`}${total > SHOWN ? `, the newest ${SHOWN} shown` : ''}</p>
<p role="status"><button id="news" type="button" hidden>New messages: show</button></p></header>
<main>${shown.map(renderMessage).join('') || '<p class="empty">Nothing has been sent yet. Mails and text messages of the app arrive here.</p>'}</main>
<script>${INBOX_SCRIPT}</script>
</body>
</html>`;
}

function renderMessage(message: Message): string {
  const title = message.channel === 'email' ? message.subject : (message.text ?? '');
  return `<details data-id="${escaped(message.id)}">
<summary>
<span class="to">${escaped(message.to.join(', '))}</span>
<time datetime="${message.created_at}">${message.created_at.slice(0, 19).replace('T', ' ')} UTC</time>
<span class="title">${escaped(title)}</span>
<span class="state ${message.state}">${message.channel === 'email' ? 'mail' : 'SMS'} ${message.state.replace('_', ' ')}</span>
</summary>
${message.channel === 'email' ? renderMail(message) : renderSms(message)}
</details>`;
}

const renderMail = (mail: Mail): string => `<dl>
<dt>From</dt><dd>${escaped(mail.from)}</dd>
${mail.cc.length > 0 ? `<dt>Cc</dt><dd>${escaped(mail.cc.join(', '))}</dd>` : ''}
${mail.reply_to.length > 0 ? `<dt>Reply to</dt><dd>${escaped(mail.reply_to.join(', '))}</dd>` : ''}
${mail.attachments.length > 0 ? `<dt>Attached</dt><dd>${mail.attachments.map(renderAttachment).join(' ')}</dd>` : ''}
</dl>
${mail.html === null ? '' : `<iframe title="${escaped(mail.subject)}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/_inbox/mails/${escaped(mail.id)}"></iframe>`}
${mail.text === null ? '' : mail.html === null ? `<pre>${escaped(mail.text)}</pre>` : `<details class="text"><summary>Plain text</summary><pre>${escaped(mail.text)}</pre></details>`}`;

const renderSms = (sms: Sms): string => `<dl>
<dt>${sms.direction === 'inbound' ? 'Received from' : 'From'}</dt><dd>${escaped(sms.from)}</dd>
${sms.error_code === null ? '' : `<dt>Error</dt><dd>${sms.error_code}</dd>`}
</dl>
<pre>${escaped(sms.text ?? '')}</pre>`;

const renderAttachment = ({ filename, content_type, content }: Attachment): string =>
  `<a download="${escaped(filename)}" href="data:${escaped(content_type)};base64,${escaped(content)}">${escaped(filename)}</a>`;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (value: string): string => value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
