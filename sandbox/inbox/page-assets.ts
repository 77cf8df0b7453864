export const INBOX_STYLE = `
:root { color-scheme: light dark; --paper: oklch(0.985 0.004 95); --card: #fff; --ink: oklch(0.22 0.02 255);
  --soft: oklch(0.47 0.02 255); --line: oklch(0.89 0.01 255); --blue: oklch(0.48 0.15 250); --good: oklch(0.45 0.12 150);
  --wait: oklch(0.48 0.1 75); --bad: oklch(0.5 0.18 27); }
@media (prefers-color-scheme: dark) { :root { --paper: oklch(0.19 0.015 255); --card: oklch(0.24 0.015 255);
  --ink: oklch(0.95 0.005 95); --soft: oklch(0.75 0.01 255); --line: oklch(0.35 0.015 255); --blue: oklch(0.76 0.11 250);
  --good: oklch(0.78 0.13 150); --wait: oklch(0.82 0.12 85); --bad: oklch(0.75 0.14 27); } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
header, main { max-width: 820px; margin: 0 auto; padding: 16px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding-bottom: 0; }
h1 { font-size: 28px; margin: 0; }
header p { margin: 0; color: var(--soft); }
button { font: inherit; padding: 4px 12px; border: 0; border-radius: 10px; background: var(--blue); color: var(--paper); cursor: pointer; }
main > details { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin-bottom: 8px; overflow: hidden; }
main > details > summary { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; padding: 12px 16px; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:focus-visible, a:focus-visible, button:focus-visible { outline: 2px solid var(--blue); outline-offset: -2px; }
.to { font-weight: 600; overflow-wrap: anywhere; }
time { color: var(--soft); font-size: 13px; }
.title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.state { font-size: 13px; text-align: right; color: var(--soft); }
.delivered, .received { color: var(--good); }
.delivery_delayed, .queued { color: var(--wait); }
.bounced, .complained, .failed, .suppressed, .undelivered { color: var(--bad); font-weight: 600; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 16px; margin: 0; padding: 8px 16px; border-top: 1px solid var(--line); font-size: 13px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--blue); }
iframe { display: block; width: 100%; height: min(70vh, 640px); border: 0; border-top: 1px solid var(--line); background: #fff; }
pre { margin: 0; padding: 12px 16px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; border-top: 1px solid var(--line); }
.text > summary { padding: 8px 16px; cursor: pointer; color: var(--soft); border-top: 1px solid var(--line); }
.empty { color: var(--soft); text-align: center; padding: 64px 16px; }
@media (max-width: 480px) { main > details > summary { grid-template-columns: 1fr; } .state { text-align: left; } }
`;

/** Reloads when a message has come, unless one is open. */
export const INBOX_SCRIPT = `
const shown = document.documentElement.dataset.count;
const news = document.getElementById('news');
news.onclick = () => location.reload();
setInterval(async () => {
  const response = await fetch('/_control/messages?channel=none').catch(() => null);
  if (!response || (await response.json()).total === Number(shown)) return;
  if (document.querySelector('details[open]')) news.hidden = false;
  else location.reload();
}, 2000);
`;
