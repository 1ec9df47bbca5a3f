import {html} from '../vendor/preact-htm.js';
import {get} from '../api.js';
import {count, many, number} from '../format.js';
import {useSeconds} from '../live.js';
import {Card, DeviceLink, Empty, Failed, Heading, Loading, State, Table, Text, useAnswer} from '../parts.js';

const loss = (one) => number(one.retransmission_percent) + '\u00a0%';

/** Boxes that pass on what radio devices say, and who is behind each. */
export function Forwarders() {
  useSeconds();
  const {data, problem, again} = useAnswer(() => get('/forwarders'), [], 5);
  return html`
    <${Heading} title="Forwarders"><p class="quiet" role="status">${data ? many(data.forwarders.length, 'forwarder') : ''}</p></${Heading}>
    <p class="lead quiet">A forwarder wraps what a device without IP has sent by radio, and passes it on from its own address with the number of the device\u2019s node. What the gateway has to send again shows how lossy its radio is: a message, its answer or the time was lost. What is lost on the way up is not seen here.</p>
    ${problem && html`<${Failed} problem=${problem} again=${again} />`}
    ${!data ? !problem && html`<${Loading} />`
      : data.forwarders.length === 0 ? html`<${Empty} title="There is no forwarder.">Devices that speak UDP themselves need none. A forwarder appears with the first packet that it wraps.</${Empty}>`
      : data.forwarders.map((one, n) => html`<${Card} key=${one.address} id=${'forwarder-' + n} wide title=${html`<code><${Text} of=${one.address} /></code>`} side=${html`<span class="quiet">${many(one.nodes.length, 'node')}, ${loss(one)} sent again</span>`}>
          <${Table} caption=${'Nodes behind ' + one.address} rowKey=${(node) => node.node} rows=${one.nodes} columns=${[
            {key: 'node', name: 'Node', cell: (node) => html`<code><${Text} of=${node.node} /></code>`},
            {key: 'client', name: 'Device', cell: (node) => html`<${DeviceLink} id=${node.client_id} />`},
            {key: 'state', name: 'State', cell: (node) => html`<${State} of=${node.state} />`},
            {key: 'up', name: 'Received', right: true, cell: (node) => count(node.datagrams_up)},
            {key: 'down', name: 'Sent', right: true, cell: (node) => count(node.datagrams_down)},
            {key: 'again', name: 'Sent again', right: true, cell: (node) => html`${count(node.retransmissions)} <span class="quiet">${loss(node)}</span>`},
          ]} />
        </${Card}>`)}`;
}
