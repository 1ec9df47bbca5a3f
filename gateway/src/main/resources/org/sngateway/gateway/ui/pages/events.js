import {html} from '../vendor/preact-htm.js';
import {clock, full} from '../format.js';
import {DeviceLink, Empty, Shape, Text} from '../parts.js';

const KNOWN = new Set(['id', 'ts', 'level', 'event', 'client', 'message']);
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const SHAPES = {error: 'bad', warn: 'warn', info: 'info', debug: 'info'};

function Field({value}) {
  if (typeof value !== 'string') return JSON.stringify(value);
  return TIME.test(value) ? html`<time datetime=${value} title=${full(value)}>${clock(value)}</time>` : html`<${Text} of=${value} />`;
}

/** Events of the gateway, the newest first, each with the fields of its line in the log. */
export function Events({events, noDevice}) {
  if (events.length === 0) return html`<${Empty} title="Nothing has happened yet.">Devices that come, go, wake and are lost are told of here, as in the gateway\u2019s log.</${Empty}>`;
  return html`<ol class="events">${events.map((event) => html`<li key=${event.id || event.ts + event.event} class=${event.level}>
    <time datetime=${event.ts} title=${full(event.ts)}>${clock(event.ts)}</time>
    <span class="what"><${Shape} of=${SHAPES[event.level] || 'info'} /><span class="sr">${event.level} </span><b><${Text} of=${event.event} /></b></span>
    <span class="about">${event.client !== undefined && !noDevice && html`<${DeviceLink} id=${event.client} /> `}${event.message && html`<${Text} of=${event.message} /> `}
      ${Object.entries(event).filter(([name]) => !KNOWN.has(name)).map(([name, value]) => html`<span class="field" key=${name}>${name}=<${Field} value=${value} /></span> `)}</span>
  </li>`)}</ol>`;
}
