// Sending a command, and seeing the moment at which the device has it.

import {html, useEffect, useReducer, useState} from './vendor/preact-htm.js';
import {device, gatewayNow, get, post, query} from './api.js';
import {clock, duration, plain} from './format.js';
import {live, onEvent, useSeconds} from './live.js';
import {DeviceLink, Failed, Shape, Text} from './parts.js';

const SHOWN_MAX = 5;
const ENDS = {'downlink.delivered': 'delivered', 'downlink.expired': 'expired', 'downlink.dropped': 'dropped', 'downlink.replaced': 'replaced'};

// They outlive the page on which they were sent, but not the window.
const sent = [];
const drawers = new Set();
const draw = () => drawers.forEach((one) => one());

onEvent((event) => {
  const end = ENDS[event.event];
  const command = end && sent.find((one) => one.n === event.n && one.client === event.client && one.outcome === 'queued');
  if (!command) return;
  command.outcome = end;
  command.end = event;
  draw();
});

/** A receipt may have passed while the stream was interrupted: what is no longer queued is no longer waited for. */
async function missed(command) {
  try {
    const {queue} = await get(device(command.client, '/queue'));
    if (command.outcome === 'queued' && !queue.some((item) => item.n === command.n)) {
      command.outcome = 'gone';
      draw();
    }
  } catch (unknown) {
    // It is asked again after the next interruption.
  }
}

let snapshots = 0;
function afterInterruption() {
  if (snapshots !== 0 && live.snapshots !== snapshots) sent.filter((one) => one.outcome === 'queued').forEach(missed);
  snapshots = live.snapshots;
}

/** A topic that a subscription takes: wildcards become a word. */
export function example(filter) {
  return filter.replace(/\+/g, 'config').replace(/#/g, 'config');
}

export function SendBox({clientId, fixed}) {
  const [form, setForm] = useState({client: clientId || '', topic: '', payload: '{"every":5}', qos: '1', expiry: '', keep: false});
  const [topics, setTopics] = useState([]);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const [sleepers, setSleepers] = useState([]);
  const set = (name) => (event) => setForm({...form, [name]: event.target.type === 'checkbox' ? event.target.checked : event.target.value});

  useEffect(() => {
    if (fixed) return;
    get('/clients' + query({state: 'asleep', sort: 'next_expected', limit: 30})).then(({clients}) => {
      setSleepers(clients.map((row) => row.client_id));
      if (clients.length > 0) setForm((old) => (old.client === '' ? {...old, client: clients[0].client_id} : old));
    }, () => {});
  }, []);
  useEffect(() => {
    if (form.client === '') return undefined;
    let alive = true;
    const timer = setTimeout(() => get(device(form.client, '/subscriptions')).then(({subscriptions}) => {
      if (!alive) return;
      const known = subscriptions.map((one) => example(one.filter));
      setTopics(known);
      setForm((old) => (known.length > 0 && (old.topic === '' || !old.edited) ? {...old, topic: known[0]} : old));
    }, () => alive && setTopics([])), fixed ? 0 : 250);
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [form.client]);

  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const answer = await post(device(form.client, '/publish'), {
        topic: form.topic, payload: form.payload, qos: Number(form.qos),
        ...(form.expiry === '' ? {} : {expiry_s: Number(form.expiry)}),
        ...(form.keep ? {keep_latest: true} : {}),
      });
      const command = {n: answer.n, client: form.client, topic: form.topic, queuedAt: answer.queued_at, expected: answer.expected_delivery, outcome: 'queued', end: null};
      sent.unshift(command);
      sent.length = Math.min(sent.length, SHOWN_MAX);
      // The receipt of an awake device may have been faster than this answer.
      const early = live.events.find((one) => ENDS[one.event] && one.n === command.n && one.client === command.client);
      if (early) {
        command.outcome = ENDS[early.event];
        command.end = early;
      }
      draw();
    } catch (failed) {
      setProblem(failed);
    }
    setBusy(false);
  };

  const list = fixed ? 'topics-' : 'devices-';
  return html`<div class="send">
    <form onSubmit=${submit}>
      ${!fixed && html`<label>Device
        <input name="client" list="sleepers" required autocomplete="off" spellcheck="false" value=${form.client} onInput=${set('client')} />
        <datalist id="sleepers">${sleepers.map((id) => html`<option key=${id} value=${id}>${plain(id)}</option>`)}</datalist></label>`}
      <label>Topic
        <input name="topic" list=${list} required autocomplete="off" spellcheck="false" value=${form.topic} onInput=${(event) => setForm({...form, topic: event.target.value, edited: true})} />
        <datalist id=${list}>${topics.map((topic) => html`<option key=${topic} value=${topic}>${plain(topic)}</option>`)}</datalist></label>
      <label>Message
        <input name="payload" autocomplete="off" spellcheck="false" value=${form.payload} onInput=${set('payload')} /></label>
      <div class="row">
        <label>QoS <select name="qos" value=${form.qos} onChange=${set('qos')}><option value="0">0</option><option value="1">1</option><option value="2">2</option></select></label>
        ${fixed && html`<label>Give up after <input name="expiry" type="number" min="1" step="1" placeholder="seconds" value=${form.expiry} onInput=${set('expiry')} /></label>`}
        <button type="submit" disabled=${busy}>Send</button>
      </div>
      ${fixed && html`<label class="check"><input type="checkbox" name="keep" checked=${form.keep} onChange=${set('keep')} /> Replace what is still waiting on this topic</label>`}
    </form>
    ${problem && html`<${Failed} problem=${problem} />`}
    <${Sent} only=${fixed ? clientId : null} />
  </div>`;
}

/** What was sent from this window, and what has become of it. */
function Sent({only}) {
  const [, redraw] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    drawers.add(redraw);
    return () => drawers.delete(redraw);
  }, []);
  useSeconds();
  afterInterruption();
  const shown = sent.filter((one) => only === null || one.client === only);
  return html`<ol class="sent" aria-live="polite" aria-label="Commands sent">${shown.map((one) => html`<li key=${one.client + one.n} class=${one.outcome}>
    <span class="outcome"><${Outcome} of=${one} /></span>
    <span class="quiet">${only === null && html`<${DeviceLink} id=${one.client} /> `}<${Text} of=${one.topic} /></span>
  </li>`)}</ol>`;
}

function Outcome({of}) {
  if (of.outcome === 'delivered') {
    const wait = (Date.parse(of.end.delivered_at || of.end.ts) - Date.parse(of.end.queued_at || of.queuedAt)) / 1000;
    return html`<${Shape} of="good" /><b>delivered</b> at ${clock(of.end.delivered_at || of.end.ts)}, after ${wait < 10 ? Math.max(0, wait).toFixed(1) + ' s' : duration(wait)}${of.end.attempts > 1 ? ', ' + of.end.attempts + ' attempts' : ''}`;
  }
  if (of.outcome === 'gone') return html`<${Shape} of="info" /><b>no longer waiting</b>; its receipt passed while this page was not connected`;
  if (of.outcome !== 'queued') return html`<${Shape} of="bad" /><b>${of.outcome}</b>${of.end.reason ? ': ' + plain(of.end.reason) : ''}`;
  if (!of.expected) return html`<${Shape} of="asleep" /><b>queued</b>, goes out when the device can take it`;
  const left = (Date.parse(of.expected) - gatewayNow()) / 1000;
  return html`<${Shape} of="asleep" /><b>queued</b> \u00b7 ${left > 0.500 ? 'wakes in ~' + duration(left) : left > -5 ? 'due now' : 'wakes late, ' + duration(-left) + ' overdue'}`;
}
