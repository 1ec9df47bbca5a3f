// The small parts that pages are made of.

import {html, useEffect, useRef, useState} from './vendor/preact-htm.js';
import {full, pieces, plain, relative} from './format.js';
import {gatewayNow} from './api.js';

/** A text from outside: only ever text, what cannot be seen in it is shown, and its direction stays its own. */
export function Text({of}) {
  if (of === '' || of === null || of === undefined) return html`<span class="quiet">(empty)</span>`;
  return html`<bdi class="text">${pieces(String(of)).map((piece) => (piece.mark ? html`<span class="mark" title=${piece.name}>${piece.mark}</span>` : piece))}</bdi>`;
}

export const deviceLink = (id) => '#/devices/' + encodeURIComponent(id);

export function DeviceLink({id}) {
  return html`<a class="device" href=${deviceLink(id)}><${Text} of=${id} /></a>`;
}

/** A moment, said relative to now; the exact one on hover. The page around it ticks. */
export function When({time, none = '\u2013'}) {
  if (!time) return html`<span class="quiet">${none}</span>`;
  return html`<time datetime=${time} title=${full(time)}>${relative(time, gatewayNow())}</time>`;
}

// One shape for each state, so that nobody has to tell colours apart.
const SHAPES = {
  active: html`<circle cx="6" cy="6" r="5" />`,
  awake: html`<g><circle cx="6" cy="6" r="4.3" class="line" /><circle cx="6" cy="6" r="2" /></g>`,
  asleep: html`<path d="M8.800 8.700A5 5 0 1 1 5.800 1a4 4 0 0 0 3 7.700z" />`,
  connecting: html`<circle cx="6" cy="6" r="4.300" class="line dashed" />`,
  disconnected: html`<circle cx="6" cy="6" r="4.300" class="line" />`,
  lost: html`<path d="M6 .8 11.600 11H.4z" />`,
  good: html`<path class="line" d="M1.500 6.500 4.700 9.700 10.500 2.500" />`,
  bad: html`<path class="line" d="M2 2l8 8M10 2l-8 8" />`,
  warn: html`<path d="M6 .8 11.600 11H.4z" />`,
  info: html`<rect x="2" y="2" width="8" height="8" rx="2" />`,
};

export function Shape({of}) {
  return html`<svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${SHAPES[of] || SHAPES.disconnected}</svg>`;
}

export function State({of, word}) {
  return html`<span class="state ${of}"><${Shape} of=${of} />${word || of}</span>`;
}

/** How late a device is: one mark for a missed wake-up, two for more. */
export function Missed({row}) {
  if (!row.overdue && !row.missed) return null;
  const late = row.missed >= 2;
  return html`<span class="missed ${late ? 'late' : ''}" title=${late ? 'missed twice or more' : 'missed once'}>${late ? '!!' : '!'}<span class="sr"> ${late ? 'missed twice or more' : 'overdue'}</span></span>`;
}

export function Card({title, side, children, id, wide}) {
  return html`<section class="card ${wide ? 'wide' : ''}" aria-labelledby=${title ? id || 'h-' + title.replace(/\W/g, '') : undefined}>
    ${title && html`<header><h2 id=${id || 'h-' + title.replace(/\W/g, '')}>${title}</h2>${side}</header>`}
    ${children}
  </section>`;
}

/** What is shown where there is nothing, with what to do about it. */
export function Empty({title, children}) {
  return html`<div class="empty"><p><strong>${title}</strong></p>${children && html`<div class="quiet">${children}</div>`}</div>`;
}

export function Failed({problem, again}) {
  const gone = problem.status === 0;
  const missing = problem.status === 404 || problem.status === 405;
  return html`<div class="failed" role="alert">
    <p><${State} of="bad" word=${problem.message} /></p>
    ${gone && html`<p class="quiet">Is it running? <code>sn-gateway status</code> on its machine says so. This page tries again by itself.</p>`}
    ${problem.status === 401 && html`<p class="quiet">This needs the token, though other things here can be read without. Open this page again with <code>#t=TOKEN</code> behind its address.</p>`}
    ${missing && html`<p class="quiet">This gateway, as it is configured, does not have it.</p>`}
    ${again && html`<button type="button" class="small secondary" onClick=${again}>Try again</button>`}
  </div>`;
}

export const Loading = () => html`<p class="loading quiet" role="status">Loading.</p>`;

/**
 * Asks for something once, again when a key changes and every few seconds if told to; keeps the last answer while asking.
 * Gives {data, problem, again}.
 */
export function useAnswer(ask, keys, everySeconds = 0) {
  const [answer, setAnswer] = useState({data: null, problem: null});
  const [round, setRound] = useState(0);
  const shown = useRef('');
  useEffect(() => {
    let alive = true;
    let timer = 0;
    const name = JSON.stringify(keys);
    if (shown.current !== name) setAnswer((old) => ({data: shown.current === '' ? null : old.data, problem: null}));
    shown.current = name;
    const once = async () => {
      if (!document.hidden) {
        try {
          const data = await ask();
          if (alive) setAnswer({data, problem: null});
        } catch (problem) {
          if (alive) setAnswer((old) => ({data: old.data, problem}));
        }
      }
      if (alive && everySeconds > 0) timer = setTimeout(once, everySeconds * 1000);
    };
    once();
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [...keys, round]);
  return {...answer, again: () => setRound((n) => n + 1)};
}

/** A question before something that cannot be taken back. The dialog is the browser's own: Escape closes it, the focus stays inside. */
export function Confirm({title, children, word, danger, onYes, onClose}) {
  const box = useRef(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    return () => before && before.focus && before.focus();
  }, []);
  const yes = async () => {
    setBusy(true);
    try {
      await onYes();
      onClose();
    } catch (failed) {
      setProblem(failed);
      setBusy(false);
    }
  };
  return html`<dialog ref=${box} aria-labelledby="confirm-title" onClose=${onClose} onCancel=${onClose}>
    <article>
      <h2 id="confirm-title">${title}</h2>
      ${children}
      ${problem && html`<${Failed} problem=${problem} />`}
      <footer>
        <button type="button" class="secondary" onClick=${onClose}>Cancel</button>
        <button type="button" class=${danger ? 'danger' : ''} disabled=${busy} onClick=${yes}>${word}</button>
      </footer>
    </article>
  </dialog>`;
}

/** Facts as pairs of a name and a value. */
export function Facts({of}) {
  return html`<dl class="facts">${of.filter(Boolean).map(([name, value, hint]) => html`<div key=${name}><dt title=${hint}>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const kind = (column) => (column.right ? 'right ' : '') + (column.optional ? 'optional ' : '') + (column.detail ? 'detail' : '');

/** A table that becomes a list of cards on a narrow screen. Columns: {key, name, cell(row), sort?, right?}. */
export function Table({caption, columns, rows, rowKey, sort, onSort}) {
  const walk = (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const row = event.target.closest('tr');
    const next = row && (event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling);
    const link = next && next.querySelector('a, button');
    if (link && event.target.tagName !== 'INPUT' && event.target.tagName !== 'SELECT') {
      link.focus();
      event.preventDefault();
    }
  };
  const direction = (column) => (sort === column.sort ? 'ascending' : sort === '-' + column.sort ? 'descending' : undefined);
  return html`<div class="table"><table>
    <caption class="sr">${caption}</caption>
    <thead><tr>${columns.map((column) => html`<th key=${column.key} scope="col" class=${kind(column)} aria-sort=${column.sort && onSort ? direction(column) || 'none' : undefined}>
      ${column.sort && onSort
        ? html`<button type="button" class="plain" onClick=${() => onSort(sort === column.sort ? '-' + column.sort : column.sort)}>${column.name}<span class="arrow" aria-hidden="true">${{ascending: '\u2191', descending: '\u2193'}[direction(column)] || ''}</span></button>`
        : column.name}</th>`)}</tr></thead>
    <tbody onKeyDown=${walk}>${rows.map((row) => html`<tr key=${rowKey(row)}>${columns.map((column) => html`<td key=${column.key} data-name=${column.name} class=${kind(column)}>${column.cell(row)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/** The title of a page, in the window's title as well. */
export function Heading({title, children, of}) {
  useEffect(() => {
    document.title = (of === undefined ? title : plain(of)) + ' \u00b7 sn-gateway';
  }, [title, of]);
  return html`<div class="heading"><h1>${of === undefined ? title : html`<${Text} of=${of} />`}</h1>${children}</div>`;
}
