import {html, useState} from '../vendor/preact-htm.js';
import {getTrusted} from '../api.js';
import {bytes, count, duration, full, many, number} from '../format.js';
import {useLive, useSeconds} from '../live.js';
import {Card, Empty, Facts, Failed, Heading, Loading, State, Table, Text, When, useAnswer} from '../parts.js';

export function Gateway() {
  const {status} = useLive();
  useSeconds();
  if (!status) return html`<${Heading} title="Gateway" /><${Loading} />`;
  const {gateway, broker, storage, memory, traffic} = status;
  const drops = Object.entries(traffic.dropped || {}).filter(([, n]) => n > 0);
  return html`
    <${Heading} title="Gateway"><p>${status.ready ? html`<${State} of="good" word="ready" />` : html`<${State} of="bad" word=${'not ready: ' + status.not_ready_reason} />`}</p></${Heading}>
    <div class="grid">
      <${Card} title="Program"><${Facts} of=${[
        ['Name', html`<${Text} of=${gateway.name} />`],
        ['Version', 'sn-gateway ' + gateway.version],
        ['Gateway id', gateway.gw_id, 'GwId in ADVERTISE and GWINFO'],
        ['Protocols', gateway.protocols.map((one) => 'MQTT-SN ' + one).join(', ')],
        ['Mode', gateway.mode],
        ['Running for', html`<span title=${full(gateway.started)}>${duration(gateway.uptime_s)}</span>`],
        ['Memory', bytes(memory.heap_used_bytes) + ' of ' + bytes(memory.heap_max_bytes), 'the heap'],
        ['Storage', storage.enabled ? html`<${State} of=${storage.healthy ? 'good' : 'bad'} word=${storage.healthy ? 'healthy' : 'failing'} /> <span class="quiet">${bytes(storage.written_bytes)} written</span>` : 'off: sessions end with the program'],
      ]} /></${Card}>
      <${Card} title="Broker"><${Facts} of=${[
        ['Address', html`<code><${Text} of=${broker.url} /></code>`],
        ['State', html`<${State} of=${broker.state === 'connected' ? 'good' : 'bad'} word=${broker.state} />`],
        broker.since && ['Since', html`<${When} time=${broker.since} />`],
        broker.detail && ['It says', html`<${Text} of=${broker.detail} />`],
        ['Connections', html`${many(broker.legs.up, 'up', 'up')}${['connecting', 'waiting', 'down', 'closed'].filter((one) => broker.legs[one] > 0).map((one) => ', ' + count(broker.legs[one]) + ' ' + one)}`, 'one for each device'],
        ['Kept for it', broker.spooled_messages === 0 ? 'nothing' : html`${many(broker.spooled_messages, 'message')}${broker.spooled_oldest && html`, oldest <${When} time=${broker.spooled_oldest} />`}`],
      ]} /></${Card}>
      <${Card} title="Listeners" wide>${status.listeners.length === 0 ? html`<${Empty} title="None is open." />` : html`<${Table} caption="Listeners" rowKey=${(one) => one.name} rows=${status.listeners} columns=${[
        {key: 'name', name: 'Name', cell: (one) => html`<${Text} of=${one.name} />`},
        {key: 'address', name: 'Address', cell: (one) => html`<code><${Text} of=${one.address + '/' + one.transport} /></code>`},
        {key: 'in', name: 'Received', right: true, cell: (one) => html`${count(one.received_datagrams)} <span class="quiet">${bytes(one.received_bytes)}</span>`},
        {key: 'inrate', name: 'In, a second', right: true, cell: (one) => number(one.received_per_s)},
        {key: 'out', name: 'Sent', right: true, cell: (one) => html`${count(one.sent_datagrams)} <span class="quiet">${bytes(one.sent_bytes)}</span>`},
        {key: 'outrate', name: 'Out, a second', right: true, cell: (one) => number(one.sent_per_s)},
      ]} />`}</${Card}>
      <${Groups} of=${status.listeners} />
      <${Card} title="Dropped" wide side=${html`<a href="#/dead-letters">Dead letters</a>`}>${drops.length === 0 ? html`<${Empty} title="Nothing was dropped since the start." />` : html`<${Table} caption="Dropped datagrams and messages" rowKey=${([reason]) => reason} rows=${drops.sort((a, b) => b[1] - a[1])} columns=${[
        {key: 'reason', name: 'Reason', cell: ([reason]) => html`<${Text} of=${reason} />`},
        {key: 'n', name: 'Times', right: true, cell: ([, n]) => count(n)},
      ]} />`}</${Card}>
      <${Card} title="Configuration" wide><${Config} /></${Card}>
    </div>`;
}

/** Where devices find the gateway without knowing its address. */
function Groups({of}) {
  const rows = of.flatMap((listener) => (listener.groups || []).map((group) => ({...group, listener: listener.name})));
  return html`<${Card} title="Multicast groups" wide>${rows.length === 0
    ? html`<${Empty} title="None is configured.">Devices that look for a gateway (SEARCHGW) find it only through a group: <code>listeners[].discovery.groups</code>.</${Empty}>`
    : html`<${Table} caption="Multicast groups" rowKey=${(one) => one.listener + one.group} rows=${rows} columns=${[
      {key: 'group', name: 'Group', cell: (one) => html`<code><${Text} of=${one.group} /></code>`},
      {key: 'listener', name: 'Listener', cell: (one) => html`<${Text} of=${one.listener} />`},
      {key: 'joined', name: 'Joined on', cell: (one) => (one.interfaces.length === 0 ? html`<${State} of="bad" word="nowhere" />` : html`<${State} of="good" word=${one.interfaces.join(', ')} />`)},
      {key: 'problem', name: 'Not on', cell: (one) => (one.problem ? html`<${Text} of=${one.problem} />` : '\u2013')},
    ]} />`}</${Card}>`;
}

const said = (value) => (value === null || value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value));

function Config() {
  const {data, problem, again} = useAnswer(() => getTrusted('/config'), []);
  const [find, setFind] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(true);
  if (!data) return problem ? html`<${Failed} problem=${problem} again=${again} />` : html`<${Loading} />`;
  const rows = data.config.filter((one) => (!onlyChanged || one.changed) && one.key.includes(find));
  return html`
    <div class="filters" role="search">
      <label>Find <input type="search" placeholder="part of a name" spellcheck="false" value=${find} onInput=${(event) => setFind(event.target.value)} /></label>
      <label class="check"><input type="checkbox" checked=${onlyChanged} onChange=${(event) => setOnlyChanged(event.target.checked)} /> Only what is changed</label>
    </div>
    ${rows.length === 0 ? html`<${Empty} title=${onlyChanged ? 'All is at its default.' : 'No option is called so.'} />` : html`<${Table} caption="Configuration in force" rowKey=${(one) => one.key} rows=${rows} columns=${[
      {key: 'key', name: 'Option', cell: (one) => html`<code><${Text} of=${one.key} /></code>`},
      {key: 'value', name: 'Value', cell: (one) => html`<${Text} of=${said(one.value)} />`},
      {key: 'default', name: 'Default', cell: (one) => html`<span class="quiet"><${Text} of=${said(one.default)} /></span>`},
      {key: 'changed', name: 'From', cell: (one) => one.changed && html`<span class="tag">changed</span> <span class="quiet"><${Text} of=${one.origin} /></span>`},
    ]} />`}`;
}
