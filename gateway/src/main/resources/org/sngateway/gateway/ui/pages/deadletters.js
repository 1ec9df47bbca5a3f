import {html, useState} from '../vendor/preact-htm.js';
import {get} from '../api.js';
import {bytes, count} from '../format.js';
import {useSeconds} from '../live.js';
import {DeviceLink, Empty, Failed, Heading, Loading, Table, Text, When, useAnswer} from '../parts.js';

// What an operator can do about it.
const ADVICE = {
  downlink_expired: 'it waited longer than it was worth: sleep.queue.expiry, or its own',
  downlink_overflow: 'the device\u2019s queue was full: sleep.queue',
  downlink_unanswered: 'the device did not answer: radio, or asleep without having said so',
  downlink_too_large: 'it does not fit into a datagram: protocol.max_packet_size',
  downlink_refused: 'the device did not want it',
  downlink_no_topic_id: 'the device did not take a topic id for it',
  downlink_session_ended: 'the device\u2019s session has ended',
  uplink_overflow: 'too much was under way from the device',
  congestion: 'the gateway or broker had no room; the device was told',
  invalid_topic_id: 'the device used a topic id that it has not registered',
  not_supported: 'the broker or the rules did not let it: clients[].publish, access rules',
};

const advice = (reason) => ADVICE[reason.replace(/^broker_refused_/, '')];

/** What was given up, and why. */
export function DeadLetters() {
  useSeconds();
  const {data, problem, again} = useAnswer(() => get('/dead-letters'), [], 5);
  const [find, setFind] = useState('');
  const rows = data ? data.dead_letters.filter((one) => find === '' || [one.client, one.topic, one.reason].some((text) => String(text || '').includes(find))) : [];
  return html`
    <${Heading} title="Dead letters"><p class="quiet" role="status">${data ? count(data.total) + ' since the start' : ''}</p></${Heading}>
    <p class="lead quiet">Messages that were not delivered: dropped, expired or refused. The latest are kept.</p>
    ${problem && html`<${Failed} problem=${problem} again=${again} />`}
    ${!data ? !problem && html`<${Loading} />`
      : data.dead_letters.length === 0 ? html`<${Empty} title="Everything was delivered.">What is given up appears here with its reason. Nothing is dropped in silence.</${Empty}>`
      : html`<div class="filters" role="search"><label>Find <input type="search" placeholder="device, topic or reason" spellcheck="false" value=${find} onInput=${(event) => setFind(event.target.value)} /></label></div>
        ${rows.length === 0 ? html`<${Empty} title="None is like that." />` : html`<${Table} caption="Dead letters" rowKey=${(one) => one.ts + one.client + one.topic + one.reason} rows=${rows} columns=${[
          {key: 'ts', name: 'When', cell: (one) => html`<${When} time=${one.ts} />`},
          {key: 'client', name: 'Device', cell: (one) => (one.client ? html`<${DeviceLink} id=${one.client} />` : '\u2013')},
          {key: 'direction', name: 'Way', cell: (one) => (one.direction === 'up' ? 'to the broker' : 'to the device')},
          {key: 'topic', name: 'Topic', cell: (one) => (one.topic ? html`<${Text} of=${one.topic} />` : '\u2013')},
          {key: 'qos', name: 'QoS', right: true, cell: (one) => one.qos},
          {key: 'bytes', name: 'Size', right: true, cell: (one) => bytes(one.bytes)},
          {key: 'reason', name: 'Why', cell: (one) => html`<b><${Text} of=${one.reason} /></b>${advice(one.reason) && html`<br /><span class="quiet">${advice(one.reason)}</span>`}`},
        ]} />`}`}`;
}
