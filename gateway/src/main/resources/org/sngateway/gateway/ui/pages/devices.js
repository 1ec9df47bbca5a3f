import {html, useEffect, useRef, useState} from '../vendor/preact-htm.js';
import {get, query} from '../api.js';
import {bytes, count, csvLine, download, percent, relative} from '../format.js';
import {gatewayNow} from '../api.js';
import {useLive, useSeconds} from '../live.js';
import {DeviceLink, Empty, Failed, Heading, Loading, Missed, State, Table, Text, When} from '../parts.js';

const PAGE = 100;
const AGAIN_MILLIS = 2000;
const STATES = ['active', 'awake', 'asleep', 'connecting', 'disconnected', 'lost'];

const COLUMNS = [
  {key: 'client_id', name: 'Device', sort: 'client_id', cell: (row) => html`<${DeviceLink} id=${row.client_id} />`},
  {key: 'state', name: 'State', sort: 'state', cell: (row) => html`<${State} of=${row.state} />`},
  {key: 'last_seen', name: 'Last seen', sort: 'last_seen', cell: (row) => html`<${When} time=${row.last_seen} none="never" />`},
  {key: 'next_expected', name: 'Expected', sort: 'next_expected', cell: (row) => html`<${When} time=${row.next_expected} /><${Missed} row=${row} />`},
  {key: 'queued', name: 'Waiting', sort: 'queued', cell: (row) => html`<${Waiting} row=${row} />`},
  {key: 'address', detail: true, name: 'Address', sort: 'address', cell: (row) => html`<code><${Text} of=${row.address || '\u2013'} /></code>${row.address_changes > 0 ? html`<span class="quiet" title="how often its address has changed"> \u00d7${row.address_changes}</span>` : ''}`},
  {key: 'version', detail: true, name: 'Version', optional: true, cell: (row) => row.version},
  {key: 'uplinks', detail: true, name: 'Uplinks', sort: 'uplinks', right: true, cell: (row) => count(row.uplinks)},
  {key: 'retransmission_percent', detail: true, name: 'Repeated', sort: 'retransmission_percent', right: true, cell: (row) => percent(row.retransmission_percent)},
  {key: 'bytes_per_uplink', detail: true, name: 'Per reading', sort: 'bytes_per_uplink', right: true, cell: (row) => bytes(row.bytes_per_uplink)},
];

function Waiting({row}) {
  if (!row.queued) return html`<span class="quiet">0</span>`;
  const now = gatewayNow();
  const when = row.delivery_expected && (Date.parse(row.delivery_expected) > now ? 'wakes ' + relative(row.delivery_expected, now) : 'due ' + relative(row.delivery_expected, now));
  return html`<span title=${row.queued_oldest ? 'the oldest came ' + relative(row.queued_oldest, now) : ''}><span class="waiting"><b>${row.queued}</b> queued</span>${when && html`<span class="waiting quiet">${when}</span>`}</span>`;
}

/** A page of rows from the gateway, asked for again when it says that something has changed. */
function useRows(asked, cursor) {
  const [answer, setAnswer] = useState({data: null, problem: null, asking: true});
  const {changes} = useLive();
  const due = useRef(0);
  const running = useRef(false);
  const name = JSON.stringify([asked, cursor]);
  const current = useRef(name);
  current.current = name;
  const ask = async () => {
    due.current = Date.now() + AGAIN_MILLIS;
    running.current = true;
    try {
      const data = await get('/clients' + query({...asked, limit: PAGE, cursor}));
      if (current.current === name) setAnswer({data, problem: null, asking: false});
    } catch (problem) {
      if (current.current === name) setAnswer((old) => ({data: old.data, problem, asking: false}));
    }
    running.current = false;
  };
  useEffect(() => {
    setAnswer((old) => ({...old, asking: true}));
    const timer = setTimeout(ask, 150);
    return () => clearTimeout(timer);
  }, [name]);
  useEffect(() => {
    if (!document.hidden && !running.current && Date.now() > due.current && due.current !== 0) ask();
  }, [changes]);
  return {...answer, again: ask};
}

export function Devices({asked}) {
  useSeconds();
  const [filter, setFilter] = useState({q: asked.q || '', state: asked.state || '', overdue: asked.overdue === 'true', sort: asked.sort || 'client_id'});
  const [cursors, setCursors] = useState([]);
  const change = (part) => {
    const next = {...filter, ...part};
    setFilter(next);
    setCursors([]);
    history.replaceState(null, '', '#/devices' + query(next));
  };
  useEffect(() => {
    const given = {q: asked.q || '', state: asked.state || '', overdue: asked.overdue === 'true', sort: asked.sort || 'client_id'};
    setFilter(given);
    setCursors([]);
  }, [JSON.stringify(asked)]);
  const {data, problem, asking, again} = useRows(filter, cursors[cursors.length - 1]);
  const from = cursors.length * PAGE;
  return html`
    <${Heading} title="Devices"><p class="quiet" role="status">${data ? count(data.total) + (data.total === 1 ? ' device' : ' devices') : ''}</p></${Heading}>
    <form class="filters" role="search" onSubmit=${(event) => event.preventDefault()}>
      <label>Find <input type="search" name="q" placeholder="id or address" autocomplete="off" spellcheck="false" value=${filter.q} onInput=${(event) => change({q: event.target.value})} /></label>
      <label>State <select name="state" value=${filter.state} onChange=${(event) => change({state: event.target.value})}><option value="">all</option>${STATES.map((state) => html`<option key=${state} value=${state}>${state}</option>`)}</select></label>
      <label class="narrow">Sort <select name="sort" value=${filter.sort} onChange=${(event) => change({sort: event.target.value})}>${COLUMNS.filter((one) => one.sort).flatMap((one) => [html`<option key=${one.sort} value=${one.sort}>${one.name} \u2191</option>`, html`<option key=${'-' + one.sort} value=${'-' + one.sort}>${one.name} \u2193</option>`])}</select></label>
      <label class="check"><input type="checkbox" name="overdue" checked=${filter.overdue} onChange=${(event) => change({overdue: event.target.checked})} /> Overdue only</label>
      <${Csv} filter=${filter} />
    </form>
    ${problem && html`<${Failed} problem=${problem} again=${again} />`}
    ${!data ? !problem && html`<${Loading} />`
      : data.clients.length === 0 ? html`<${Nobody} filter=${filter} onClear=${() => change({q: '', state: '', overdue: false})} />`
      : html`<div class=${asking ? 'devices asking' : 'devices'} aria-busy=${asking}><${Table} caption="Devices" columns=${COLUMNS} rows=${data.clients} rowKey=${(row) => row.client_id} sort=${filter.sort} onSort=${(sort) => change({sort})} /></div>
        <nav class="paging" aria-label="Pages of devices">
          <button type="button" class="secondary small" disabled=${cursors.length === 0} onClick=${() => setCursors(cursors.slice(0, -1))}>Back</button>
          <span>${count(from + 1)} to ${count(from + data.clients.length)} of ${count(data.total)}</span>
          <button type="button" class="secondary small" disabled=${!data.next_cursor} onClick=${() => setCursors([...cursors, data.next_cursor])}>More</button>
        </nav>`}`;
}

function Nobody({filter, onClear}) {
  if (filter.q !== '' || filter.state !== '' || filter.overdue) {
    return html`<${Empty} title="No device is like that."><button type="button" class="small secondary" onClick=${onClear}>Show all</button></${Empty}>`;
  }
  return html`<${Empty} title="No device has come yet.">
    <p>Let one connect, or make one up on the gateway\u2019s machine:</p>
    <pre><code>sn-sim pub -h 127.0.0.1 -i first-device -t hello -m world -q 1</code></pre>
  </${Empty}>`;
}

const CSV = ['client_id', 'state', 'since', 'last_seen', 'next_expected', 'missed', 'overdue', 'queued', 'queued_bytes', 'queued_oldest', 'address', 'forwarder', 'node', 'version', 'clean_session', 'keep_alive_s', 'sleep_s', 'uplinks', 'downlinks', 'bytes_up', 'bytes_down', 'retransmissions', 'retransmission_percent', 'bytes_per_uplink', 'datagrams_per_uplink', 'address_changes', 'connects'];

/** All devices that the filter lets through, not only the page that is shown. */
function Csv({filter}) {
  const [said, setSaid] = useState('');
  const save = async () => {
    const lines = ['\ufeff' + csvLine(CSV)];
    try {
      let cursor;
      do {
        setSaid(count(lines.length - 1) + '\u2026');
        const answer = await get('/clients' + query({...filter, limit: 1000, cursor}));
        for (const row of answer.clients) lines.push(csvLine(CSV.map((name) => row[name])));
        cursor = answer.next_cursor;
      } while (cursor);
      download('devices.csv', 'text/csv;charset=utf-8', lines);
      setSaid(count(lines.length - 1) + ' saved');
    } catch (problem) {
      setSaid(problem.message);
    }
  };
  return html`<div class="csv"><button type="button" class="secondary small" onClick=${save}>Save as CSV</button> <span class="quiet" role="status">${said}</span></div>`;
}
