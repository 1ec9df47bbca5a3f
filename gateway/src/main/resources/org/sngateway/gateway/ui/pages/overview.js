import {html, useState} from '../vendor/preact-htm.js';
import {gatewayNow, get, query} from '../api.js';
import {Chart} from '../charts.js';
import {bytes, count, duration, many, number, percent, relative} from '../format.js';
import {live, useLive, useSeconds} from '../live.js';
import {Card, DeviceLink, Empty, Failed, Heading, Loading, Missed, Shape, State, Table, Text, When, useAnswer} from '../parts.js';
import {SendBox} from '../send.js';
import {Events} from './events.js';
import {Sources} from './sources.js';

export function Overview() {
  const {status} = useLive();
  useSeconds();
  if (!status) return html`<${Heading} title="Overview" /><${Loading} />`;
  return html`
    <${Heading} title="Overview" />
    <${Welcome} />
    <${Verdict} status=${status} />
    <div class="tiles"><${Tiles} status=${status} /></div>
    <div class="grid">
      <${Card} title="Devices over time"><${States} status=${status} /></${Card}>
      <${Card} title="Messages a second"><${Rates} status=${status} /></${Card}>
      <${Card} title="Send a command"><p class="quiet">A sleeping device cannot be reached. Its gateway keeps the command and hands it over when the device wakes: send one and watch.</p><${SendBox} /></${Card}>
      <${Card} title="Overdue devices" side=${html`<a href="#/devices?overdue=true">All</a>`}><${Overdue} total=${status.clients.overdue} /></${Card}>
      <${Card} title="Latest events" wide><${Events} events=${live.events.slice(0, 20)} /></${Card}>
      <${Card} title="Refused sources" wide><${Sources} /></${Card}>
    </div>`;
}

/** What one looks at, until one has seen it. */
function Welcome() {
  const [seen, setSeen] = useState(() => {
    try {
      return localStorage.getItem('welcome') === 'seen';
    } catch (storageIsOff) {
      return false;
    }
  });
  const close = (value) => {
    setSeen(value);
    try {
      localStorage.setItem('welcome', value ? 'seen' : '');
    } catch (storageIsOff) {
      // It comes again with the next visit.
    }
  };
  if (seen) return html`<p class="again"><button type="button" class="plain" onClick=${() => close(false)}>What am I looking at?</button></p>`;
  return html`<section class="welcome" aria-labelledby="welcome">
    <header><h2 id="welcome">What you are looking at</h2><button type="button" class="small secondary" onClick=${() => close(true)}>Got it</button></header>
    <ol>
      <li><${Shape} of="asleep" /><strong>Devices</strong><span>run on batteries and sleep most of the time. They wake, say what they have measured, ask for what is waiting, and sleep again.</span></li>
      <li><${Shape} of="info" /><strong>This gateway</strong><span>speaks MQTT-SN with them over UDP. It knows who is due when, and keeps what comes for a sleeper until it wakes.</span></li>
      <li><${Shape} of="active" /><strong>The broker</strong><span>is where your programs publish and subscribe, in ordinary MQTT. To it each device looks always connected.</span></li>
    </ol>
  </section>`;
}

/** The whole state in a sentence or two, the worst first. */
function Verdict({status}) {
  const {broker, clients, storage} = status;
  const said = [];
  if (broker.state !== 'connected') said.push(['bad', 'The broker ' + (broker.state === 'refused' ? 'refuses the gateway' : 'cannot be reached') + '. What devices send with QoS 1 and 2 is kept: ' + many(broker.spooled_messages, 'message') + ' so far. Look at broker.url and at the log.']);
  if (storage.enabled && !storage.healthy) said.push(['bad', 'The disk does not take what has to be written. Sessions would not survive a restart.']);
  if (!status.ready && said.length === 0) said.push(['bad', 'The gateway is not ready: ' + (status.not_ready_reason || 'no reason given') + '.']);
  if (clients.overdue > 0) said.push(['warn', many(clients.overdue, 'device has', 'devices have') + ' not been heard when promised.']);
  if (clients.total === 0 && said.length === 0) said.push(['info', 'No device has come yet. Let one connect to ' + (status.listeners.map((one) => one.address + '/' + one.transport).join(', ') || 'a listener') + ', or run sn-sim demo.']);
  if (said.length === 0) said.push(['good', clients.total === 1 ? 'The one device is where it should be, and the broker is connected.' : 'All ' + count(clients.total) + ' devices are where they should be, and the broker is connected.']);
  return html`<div role="status"><ul class="verdict">${said.map(([shape, words]) => html`<li class=${shape} key=${words}><${Shape} of=${shape} /><${Text} of=${words} /></li>`)}</ul></div>`;
}

function Tile({name, value, unit, children, href, big}) {
  const inside = html`<span class="tile-name">${name}</span><span class="tile-value">${value}${unit && html`<small> ${unit}</small>`}</span><span class="tile-more">${children}</span>`;
  return href ? html`<a class="tile ${big ? 'big' : ''}" href=${href}>${inside}</a>` : html`<div class="tile ${big ? 'big' : ''}">${inside}</div>`;
}

const STATES = ['active', 'awake', 'asleep', 'connecting', 'disconnected', 'lost'];

function Tiles({status}) {
  const {broker, clients, queue, traffic, storage} = status;
  const now = gatewayNow();
  return html`
    <${Tile} name="Broker" big href="#/gateway" value=${html`<${State} of=${broker.state === 'connected' ? 'good' : 'bad'} word=${broker.state} />`}>
      ${broker.since ? html`for ${duration((now - Date.parse(broker.since)) / 1000)}` : ''}${broker.spooled_messages > 0 ? html` \u00b7 ${many(broker.spooled_messages, 'message')} kept` : ''}
    </${Tile}>
    <${Tile} name="Devices" big href="#/devices" value=${count(clients.total)}>
      <span class="bar" aria-hidden="true">${STATES.map((state) => clients[state] > 0 && html`<span key=${state} class="part ${state}" style=${{flexGrow: clients[state]}}></span>`)}</span>
      <span class="parts">${STATES.filter((state) => clients[state] > 0).map((state) => html`<${State} key=${state} of=${state} word=${count(clients[state]) + ' ' + state} />`)}</span>
    </${Tile}>
    <${Tile} name="Waiting for sleepers" big href="#/devices?sort=-queued" value=${count(queue.messages)} unit=${queue.messages === 1 ? 'message' : 'messages'}>
      ${queue.messages === 0 ? 'nothing is waiting' : html`for ${many(queue.clients, 'device')}, ${bytes(queue.bytes)}${queue.oldest && html`, oldest ${relative(queue.oldest, now)}`}${queue.next_wake && html`, next wake ${relative(queue.next_wake, now)}`}`}
    </${Tile}>
    <${Tile} name="From devices" value=${number(traffic.uplinks_per_s)} unit="a second">${many(traffic.uplinks, 'message')} since start</${Tile}>
    <${Tile} name="To devices" value=${number(traffic.downlinks_per_s)} unit="a second">${percent(traffic.retransmission_percent)} had to be repeated</${Tile}>
    <${Tile} name="Listeners" big href="#/gateway" value=${status.listeners.length === 0 ? 'none' : html`<${State} of="good" word="open" />`}>
      ${status.listeners.map((one) => html`<span class="line" key=${one.name}><${Text} of=${one.address + '/' + one.transport} /> ${number(one.received_per_s)} in, ${number(one.sent_per_s)} out a second</span>`)}
      ${storage.enabled ? (storage.healthy ? 'sessions are kept on disk' : 'disk is failing') : 'nothing is kept on disk'}
    </${Tile}>`;
}

function States({status}) {
  const times = [];
  const all = [];
  const notLost = [];
  const awake = [];
  for (const {at, clients} of live.history) {
    times.push(at);
    if (clients === null) {
      for (const one of [all, notLost, awake]) one.push(null);
    } else {
      all.push(clients.total);
      notLost.push(clients.active + clients.awake + clients.connecting + clients.asleep);
      awake.push(clients.active + clients.awake + clients.connecting);
    }
  }
  const {clients} = status;
  return html`<${Chart} label="Devices by state since this page was opened, stacked" filled data=${[times, all, notLost, awake]} series=${[
    {name: 'lost or disconnected', colour: '--lost', value: count(clients.lost + clients.disconnected)},
    {name: 'asleep', colour: '--asleep', value: count(clients.asleep)},
    {name: 'active or awake', colour: '--active', value: count(clients.active + clients.awake + clients.connecting)},
  ]} />`;
}

function Rates({status}) {
  const times = live.history.map((one) => one.at);
  return html`<${Chart} label="Messages a second since this page was opened" data=${[times, live.history.map((one) => one.up), live.history.map((one) => one.down)]} series=${[
    {name: 'from devices', colour: '--active', value: number(status.traffic.uplinks_per_s)},
    {name: 'to devices', colour: '--asleep', value: number(status.traffic.downlinks_per_s)},
  ]} />`;
}

function Overdue({total}) {
  const {data, problem, again} = useAnswer(() => get('/clients' + query({overdue: true, sort: 'next_expected', limit: 8})), [total], 10);
  if (!data) return problem ? html`<${Failed} problem=${problem} again=${again} />` : html`<${Loading} />`;
  if (data.clients.length === 0) return html`<${Empty} title="Nobody is overdue.">A device is overdue when it was promised, by its sleep time, its keep-alive or <code>expect_every</code>, and did not come.</${Empty}>`;
  return html`<${Table} caption="Overdue devices" rowKey=${(row) => row.client_id} rows=${data.clients} columns=${[
    {key: 'id', name: 'Device', cell: (row) => html`<${DeviceLink} id=${row.client_id} />`},
    {key: 'state', name: 'State', cell: (row) => html`<${State} of=${row.state} /> <${Missed} row=${row} />`},
    {key: 'expected', name: 'Expected', cell: (row) => html`<${When} time=${row.next_expected} />`},
    {key: 'seen', name: 'Last seen', cell: (row) => html`<${When} time=${row.last_seen} none="never" />`},
  ]} />`;
}
