import {html, useEffect, useState} from '../vendor/preact-htm.js';
import {device, gatewayNow, get, query, remove} from '../api.js';
import {bytes, count, duration, many, number, percent, relative} from '../format.js';
import {live, useLive, useSeconds} from '../live.js';
import {Card, Confirm, Empty, Facts, Failed, Heading, Loading, Missed, Shape, State, Table, Text, When, useAnswer} from '../parts.js';
import {SendBox} from '../send.js';
import {Events} from './events.js';
import {Strip} from './strip.js';

export function Device({id}) {
  useLive();
  useSeconds();
  const row = live.client && live.client.client_id === id ? live.client : null;
  const {data, problem, again} = useAnswer(() => get(device(id)), [id, row && row.state, row && row.connects], 15);
  const [asked, setAsked] = useState(null);
  const unknown = problem !== null && problem.status === 404 && row === null;
  if (!data || unknown) {
    return html`<${Heading} of=${id} title="Device" />${!problem ? html`<${Loading} />`
      : unknown ? html`<${Empty} title="The gateway does not know this device."><p>It may have been forgotten, have left with a clean session, or never have come. <a href="#/devices">All devices</a></p></${Empty}>`
      : html`<${Failed} problem=${problem} again=${again} />`}`;
  }
  const now = row ? {...data, ...row} : data;
  return html`
    <${Heading} of=${id} title="Device"><div class="buttons" role="group" aria-label="What can be done">
      <a role="button" class="secondary small" href=${'#/trace' + query({client: id})}>Trace</a>
      <button type="button" class="secondary small" onClick=${() => setAsked('kick')}>Kick</button>
      <button type="button" class="secondary small" onClick=${() => setAsked('forget')}>Forget</button>
    </div></${Heading}>
    <p class="lead"><${State} of=${now.state} /> <${Missed} row=${now} /> ${sentence(now)}</p>
    <${Card} title="Last 24 hours" wide><${Strip} strip=${data.strip} /></${Card}>
    <div class="grid">
      <${Card} title="Waiting for it"><${Queue} id=${id} queued=${now.queued} /></${Card}>
      <${Card} title="Send a command"><${SendBox} clientId=${id} fixed key=${id} /></${Card}>
      <${Card} title="Session"><${Session} row=${now} /></${Card}>
      <${Card} title="Traffic and cost"><${Cost} row=${now} /></${Card}>
      <${Card} title="Subscriptions"><${Subscriptions} id=${id} n=${now.subscriptions} /></${Card}>
      <${Card} title="Topic ids"><${TopicIds} id=${id} n=${now.topics} /></${Card}>
      <${Card} title="Latest events" wide><${History} id=${id} last=${data.last_error} /></${Card}>
    </div>
    ${asked === 'kick' && html`<${Confirm} title="Disconnect this device?" word="Kick" onClose=${() => setAsked(null)} onYes=${async () => { await remove(device(id)); again(); }}>
      <p><${Text} of=${id} /> is sent DISCONNECT and its connection to the broker is closed. If its session is persistent it may come back to it.</p></${Confirm}>`}
    ${asked === 'forget' && html`<${Confirm} title="Forget this device?" word="Forget" danger onClose=${() => setAsked(null)} onYes=${async () => { await remove(device(id, '?forget=true')); location.hash = '#/devices'; }}>
      <p>Everything that the gateway holds for <${Text} of=${id} /> is deleted: its session, subscriptions and topic ids${now.queued > 0 ? html`, and <strong>${many(now.queued, 'waiting message')}</strong>` : ''}. It cannot be taken back. The device may connect anew.</p></${Confirm}>`}`;
}

function sentence(row) {
  const now = gatewayNow();
  const since = row.since ? ' for ' + duration((now - Date.parse(row.since)) / 1000) : '';
  const heard = row.last_seen ? 'heard ' + relative(row.last_seen, now) : 'not heard yet';
  if (row.next_expected && row.state !== 'disconnected') {
    const left = (Date.parse(row.next_expected) - now) / 1000;
    return since.trim() + ', ' + heard + ', ' + (left >= 0 ? 'expected ' + relative(row.next_expected, now) : 'was expected ' + relative(row.next_expected, now));
  }
  return since.trim() + ', ' + heard;
}

const yes = (value) => (value ? 'yes' : 'no');

function Session({row}) {
  return html`<${Facts} of=${[
    ['Address', html`<code><${Text} of=${row.address || '\u2013'} /></code>`],
    row.forwarder && ['Forwarder', html`<code><${Text} of=${row.forwarder} /></code> node <code><${Text} of=${row.node} /></code>`],
    ['Protocol', 'MQTT-SN ' + row.version],
    ['Clean session', yes(row.clean_session)],
    ['Keep-alive', duration(row.keep_alive_s)],
    row.sleep_s !== null && row.sleep_s !== undefined && row.sleep_s > 0 && ['Sleeps for', duration(row.sleep_s), 'what it said when it went to sleep'],
    row.expect_every_s && ['Expected every', duration(row.expect_every_s)],
    ['To the broker', row.upstream],
    ['Connects', count(row.connects)],
    ['Address changes', count(row.address_changes)],
    ['Will', row.will ? html`<${Text} of=${row.will.topic} /> <span class="quiet">QoS ${row.will.qos}${row.will.retain ? ', retained' : ''}</span>` : 'none', 'what is published when the device is lost'],
  ]} />`;
}

function Cost({row}) {
  return html`<${Facts} of=${[
    ['Per reading', row.uplinks > 0 ? html`<b>${bytes(row.bytes_per_uplink)}</b> in <b>${number(row.datagrams_per_uplink)}</b> datagrams` : 'no reading yet', 'all its datagrams, both ways, for each message that it has published'],
    ['Repeated', html`<b>${percent(row.retransmission_percent)}</b> <span class="quiet">${count(row.retransmissions)} times</span>`],
    ['Published', many(row.uplinks, 'message')],
    ['Delivered to it', many(row.downlinks, 'message')],
    ['Sent by it', html`${many(row.datagrams_up, 'datagram')}, ${bytes(row.bytes_up)}`],
    ['Sent to it', html`${many(row.datagrams_down, 'datagram')}, ${bytes(row.bytes_down)}`],
    row.spooled > 0 && ['Kept for the broker', many(row.spooled, 'message')],
  ]} />`;
}

function Queue({id, queued}) {
  const {data, problem, again} = useAnswer(() => get(device(id, '/queue')), [id, queued], queued > 0 ? 10 : 0);
  const [asked, setAsked] = useState(null);
  if (!data) return problem ? html`<${Failed} problem=${problem} again=${again} />` : html`<${Loading} />`;
  if (data.queue.length === 0) return html`<${Empty} title="Nothing is waiting.">What your programs publish for this device while it sleeps waits here until it wakes.</${Empty}>`;
  return html`
    <${Table} caption="Waiting messages" rowKey=${(item) => item.n} rows=${data.queue} columns=${[
      {key: 'topic', name: 'Topic', cell: (item) => html`<${Text} of=${item.topic} />${item.in_flight ? html` <span class="tag">being sent</span>` : ''}${item.keep_latest ? html` <span class="tag" title="a newer one replaces it">latest only</span>` : ''}`},
      {key: 'qos', name: 'QoS', right: true, cell: (item) => item.qos + (item.retain ? ' r' : '')},
      {key: 'bytes', name: 'Size', right: true, cell: (item) => bytes(item.bytes)},
      {key: 'queued_at', name: 'Came', cell: (item) => html`<${When} time=${item.queued_at} />`},
      {key: 'expires', name: 'Expires', cell: (item) => html`<${When} time=${item.expires} none="never" />`},
      {key: 'delete', name: 'Delete', cell: (item) => html`<button type="button" class="small secondary" onClick=${() => setAsked(item)}>Delete<span class="sr"> message ${item.n}</span></button>`},
    ]} />
    <p class="after"><button type="button" class="small secondary" onClick=${() => setAsked('all')}>Delete all</button></p>
    ${asked && html`<${Confirm} title=${asked === 'all' ? 'Delete all that waits?' : 'Delete this message?'} word="Delete" danger onClose=${() => setAsked(null)} onYes=${async () => { await remove(device(id, asked === 'all' ? '/queue' : '/queue/' + asked.n)); again(); }}>
      <p>${asked === 'all' ? html`<strong>${many(data.queue.length, 'message')}</strong>` : html`The message on <${Text} of=${asked.topic} />`} will never reach the device. It cannot be taken back.</p>
    </${Confirm}>`}`;
}

function Subscriptions({id, n}) {
  const {data, problem, again} = useAnswer(() => get(device(id, '/subscriptions')), [id, n]);
  if (!data) return problem ? html`<${Failed} problem=${problem} again=${again} />` : html`<${Loading} />`;
  if (data.subscriptions.length === 0) return html`<${Empty} title="It has subscribed to nothing.">So nothing can be sent to it but what you send here with a topic that it knows.</${Empty}>`;
  return html`<${Table} caption="Subscriptions" rowKey=${(one) => one.filter} rows=${data.subscriptions} columns=${[
    {key: 'filter', name: 'Filter', cell: (one) => html`<${Text} of=${one.filter} />`},
    {key: 'qos', name: 'QoS', right: true, cell: (one) => one.qos},
    {key: 'id', name: 'Topic id', right: true, cell: (one) => one.topic_id || '\u2013'},
  ]} />`;
}

function TopicIds({id, n}) {
  const {data, problem, again} = useAnswer(() => get(device(id, '/topics')), [id, n]);
  if (!data) return problem ? html`<${Failed} problem=${problem} again=${again} />` : html`<${Loading} />`;
  if (data.topics.length === 0) return html`<${Empty} title="It has no topic ids.">A device registers a topic and then says its number instead of its name; short names of two characters need none.</${Empty}>`;
  return html`<${Table} caption="Topic ids" rowKey=${(one) => one.type + one.topic_id} rows=${data.topics} columns=${[
    {key: 'id', name: 'Id', right: true, cell: (one) => one.topic_id},
    {key: 'topic', name: 'Topic', cell: (one) => html`<${Text} of=${one.topic} />`},
    {key: 'type', name: 'Kind', cell: (one) => one.type},
    {key: 'confirmed', name: 'Confirmed', cell: (one) => html`<${State} of=${one.confirmed ? 'good' : 'connecting'} word=${one.confirmed ? 'yes' : 'not yet'} />`},
  ]} />`;
}

function History({id, last}) {
  const own = live.events.filter((event) => event.client === id);
  const shown = last && !own.some((event) => event.id === last.id) ? [...own, last] : own;
  return html`${last && html`<p class="failed-last"><${Shape} of="warn" /> Its last trouble: <b><${Text} of=${last.event} /></b> <${When} time=${last.ts} /></p>`}<${Events} events=${shown.slice(0, 20)} noDevice />`;
}
