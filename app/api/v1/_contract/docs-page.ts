import { createHash } from 'node:crypto';
import { describeApi, type JsonSchema, type DescribedEndpoint } from './describe-api';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 24px 16px; background: light-dark(#faf9f6, #14181f); color: light-dark(#1b2330, #e8e9ec) }
h1 { font-size: 28px } h2 { font-size: 21px; margin-top: 32px; text-transform: capitalize }
details { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 10px; padding: 8px 16px; margin: 8px 0 }
summary { cursor: pointer } table { border-collapse: collapse } td, th { padding: 2px 16px 2px 0; text-align: left; vertical-align: top }
code, pre { font-size: 13px; overflow-wrap: anywhere; white-space: pre-wrap } a { color: inherit }`;

/** A page without scripts. Its one style is allowed by its hash. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'`;

/** The API's description as a page that any browser shows. */
export function docsPage(): string {
  const { info, paths, components } = describeApi();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0] ?? ''))];
  const sections = tags.map(
    (tag) =>
      `<section><h2>${escapeHtml(tag)}</h2>${operations
        .filter(({ operation }) => operation.tags[0] === tag)
        .map(({ path, method, operation }) => operationHtml(path, method, operation))
        .join('')}</section>`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary>${schemaHtml(schema)}</details>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Pista API</title><style>${STYLE}</style>
<main><h1>Pista API</h1><p>${escapeHtml(info.description)}</p><p><a href="/api/v1/openapi.json">OpenAPI 3.1</a></p>
${sections.join('\n')}<section><h2>Objects</h2>${schemas.join('\n')}</section></main></html>`;
}

function operationHtml(path: string, method: string, operation: DescribedEndpoint): string {
  const { summary, security, parameters, requestBody, responses } = operation;
  return `<details><summary><code><b>${method.toUpperCase()}</b> ${escapeHtml(path)}</code> — ${escapeHtml(summary)}</summary>
<p>${security.length === 0 || security.some((way) => Object.keys(way).length === 0) ? 'For everybody.' : 'Sign in, or send an API key.'}</p>
${parameters.length === 0 ? '' : `<table><tr><th>Parameter</th><th>In</th><th>Schema</th></tr>${parameters.map((parameter) => `<tr><td><code>${escapeHtml(parameter.name)}</code>${parameter.required ? '' : ' (optional)'}</td><td>${parameter.in}</td><td>${schemaHtml(parameter.schema)}</td></tr>`).join('')}</table>`}
${Object.entries(requestBody?.content ?? {})
  .map(([type, { schema }]) => `<p>Body, ${type}</p>${schemaHtml(schema)}`)
  .join('')}
<table><tr><th>Status</th><th>Answer</th></tr>${Object.entries(responses)
    .map(([status, response]) => `<tr><td>${status}</td><td>${schemaHtml(response)}</td></tr>`)
    .join('')}</table></details>`;
}

const schemaHtml = (schema: JsonSchema | boolean | object) =>
  `<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
