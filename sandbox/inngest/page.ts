import type { AppFunction } from './protocol';
import type { State } from './state';
import { type RunView, viewRuns } from './view';

const SHOWN_RUNS = 100;

/** The page for developers: functions with a button to run each, and the last runs. */
export function renderPage(state: State): string {
  const runs = viewRuns(state);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<title>Inngest sandbox</title>
<style>
  body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color: #1c1917 }
  table { border-collapse: collapse; margin-bottom: 2rem } th, td { padding: .3rem .8rem; text-align: left; border-bottom: 1px solid #e7e5e4 }
  .failed { color: #b91c1c } .completed { color: #15803d } .waiting { color: #a16207 }
</style>
<h1>Inngest sandbox</h1>
<p>${text(appLine(state))} ${button(state.paused ? 'resume' : 'pause')}</p>
<h2>Functions</h2>
<table><tr><th>Function</th><th>Started by</th><th></th></tr>${[...state.functions.values()].map(functionRow).join('')}</table>
<h2>Runs</h2>
<p>${runs.length} known, the last ${Math.min(runs.length, SHOWN_RUNS)} shown.</p>
<table><tr><th>Started</th><th>Function</th><th>By</th><th>State</th><th>Failed tries</th><th>Calls</th><th>Due</th><th>Error</th></tr>${runs
    .slice(0, SHOWN_RUNS)
    .map(runRow)
    .join('')}</table>
</html>`;
}

function appLine({ app, paused }: State): string {
  if (paused) return 'Paused: nothing is called.';
  if (app.kind === 'down') return `The app does not answer: ${app.reason}`;
  return app.kind === 'up' ? 'The app answers.' : 'Waiting for the app.';
}

const functionRow = ({ id, triggers }: AppFunction) =>
  `<tr><td>${text(id)}</td><td>${text(
    triggers.map((trigger) => ('cron' in trigger ? trigger.cron : trigger.event)).join(', '),
  )}</td><td>${triggers.some((trigger) => 'cron' in trigger) ? button('trigger', id) : ''}</td></tr>`;

const runRow = (run: RunView) =>
  `<tr><td>${text(run.started_at)}</td><td>${text(run.function_id)}</td><td>${text(run.trigger)}</td><td class="${run.status}">${run.status}</td><td>${run.attempt}</td><td>${run.calls}</td><td>${text(run.due_at ?? '')}</td><td>${text(run.error?.message ?? '')}</td></tr>`;

const button = (action: string, functionId?: string) =>
  `<button data-id="${text(functionId ?? '')}" onclick="fetch('/_control/${action}', { method: 'POST', body: JSON.stringify({ function_id: this.dataset.id }) }).then(() => location.reload())">${action}</button>`;

const text = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
