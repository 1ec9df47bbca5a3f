import {html, useState} from '../vendor/preact-htm.js';
import {get, getTrusted, post, remove} from '../api.js';
import {count, many} from '../format.js';
import {Confirm, Empty, Failed, Loading, State, Table, Text, When, useAnswer} from '../parts.js';

const REASONS = {
  not_allowed: 'its network is not in the listener\u2019s allow list',
  forwarder_not_allowed: 'it forwards for others, and no listener lets it',
  publish_minus_one_refused: 'it publishes without a connection (QoS \u22121), which is off or not for it',
  connect_refused: 'its CONNECT was refused',
  malformed: 'what it sends is no MQTT-SN',
  too_large: 'its datagrams are too large',
};

const allow = (address) => '/rejected/' + encodeURIComponent(address) + '/allow';

/** Who was turned away, and who was let in though the configuration does not name it. */
export function Sources() {
  const [round, setRound] = useState(0);
  const changed = () => setRound((n) => n + 1);
  return html`<${Rejected} round=${round} changed=${changed} /><${Allowed} round=${round} changed=${changed} />`;
}

function Rejected({round, changed}) {
  const {data, problem, again} = useAnswer(() => get('/rejected'), [round], 10);
  const [asked, setAsked] = useState(null);
  if (!data) return problem ? html`<${Failed} problem=${problem} again=${again} />` : html`<${Loading} />`;
  if (data.rejected.length === 0) return html`<${Empty} title="Nobody was refused.">Sources outside the networks that a listener allows appear here, and are never answered.</${Empty}>`;
  return html`<${Table} caption="Refused sources" rowKey=${(row) => row.address + row.reason} rows=${data.rejected} columns=${[
    {key: 'address', name: 'Address', cell: (row) => html`<code><${Text} of=${row.address} /></code>`},
    {key: 'reason', name: 'Why', cell: (row) => html`<span title=${row.reason}>${REASONS[row.reason] || html`<${Text} of=${row.reason} />`}</span>`},
    {key: 'count', name: 'Times', right: true, cell: (row) => count(row.count)},
    {key: 'last', name: 'Last', cell: (row) => html`<${When} time=${row.last} />`},
    {key: 'allow', name: 'Allow', cell: (row) => row.reason === 'not_allowed' && html`<button type="button" class="small secondary" onClick=${() => setAsked(row.address)}>Allow<span class="sr"> ${row.address}</span></button>`},
  ]} />
  ${asked && html`<${Confirm} title="Allow this source?" word="Allow" onClose=${() => setAsked(null)} onYes=${async () => { await post(allow(asked)); changed(); }}>
    <p><code><${Text} of=${asked} /></code> may then connect, after a restart too. Put its network under <code>listeners[].allow</code> in the configuration where there are more of its kind.</p>
  </${Confirm}>`}`;
}

function Allowed({round, changed}) {
  const {data, problem} = useAnswer(() => getTrusted('/allowed'), [round], 10);
  const [failed, setFailed] = useState(null);
  // Who may not see them does not miss them, and a gateway without a configuration of its own has none.
  if (!data || problem || data.allowed.length === 0) return null;
  const back = async (address) => {
    setFailed(null);
    try {
      await remove(allow(address));
      changed();
    } catch (refused) {
      setFailed(refused);
    }
  };
  return html`<details class="allowed" open=${data.allowed.length <= 10}>
    <summary>${many(data.allowed.length, 'source')} let in one by one</summary>
    ${failed && html`<${Failed} problem=${failed} />`}
    <${Table} caption="Sources let in one by one" rowKey=${(row) => row.address} rows=${data.allowed} columns=${[
      {key: 'address', name: 'Address', cell: (row) => html`<code><${Text} of=${row.address} /></code>`},
      {key: 'state', name: 'State', cell: () => html`<${State} of="good" word="allowed" />`},
      {key: 'back', name: 'Change', cell: (row) => html`<button type="button" class="small secondary" onClick=${() => back(row.address)}>Take back<span class="sr"> ${row.address}</span></button>`},
    ]} />
  </details>`;
}
