import {html, useState} from '../vendor/preact-htm.js';
import {gatewayNow, getTrusted, post, remove} from '../api.js';
import {bytes, count} from '../format.js';
import {useSeconds} from '../live.js';
import {DeviceLink, Failed, State, Table, Text, useAnswer} from '../parts.js';

const TIMES = [['10', '10 s'], ['60', '1 min'], ['300', '5 min'], ['600', '10 min']];

/** Records packets into files for Wireshark, and lists those that the gateway holds. */
export function Captures({client, from}) {
  const [seconds, setSeconds] = useState('60');
  const [failed, setFailed] = useState(null);
  const {data, problem, again} = useAnswer(() => getTrusted('/captures'), [], 2);
  const change = async (ask) => {
    setFailed(null);
    try {
      await ask();
      again();
    } catch (refused) {
      setFailed(refused);
    }
  };
  const begin = (event) => {
    event.preventDefault();
    change(() => post('/captures', {...(client ? {client} : {}), ...(from ? {from} : {}), seconds: Number(seconds)}));
  };
  const kept = data ? data.captures : [];
  return html`<form class="filters" onSubmit=${begin}>
      <p class="quiet">Records ${client ? html`the packets of <${Text} of=${client} />` : 'all packets'}${from && html` from and to <code><${Text} of=${from} /></code>`} into a pcap file, which Wireshark decodes. The gateway keeps four of them, until it ends.</p>
      <label>For <select value=${seconds} onChange=${(event) => setSeconds(event.target.value)}>${TIMES.map(([value, name]) => html`<option key=${value} value=${value}>${name}</option>`)}</select></label>
      <button type="submit" class="small">Record</button>
    </form>
    ${(failed || problem) && html`<${Failed} problem=${failed || problem} />`}
    ${kept.length > 0 && html`<${Table} caption="Recordings" rowKey=${(one) => one.id} rows=${kept} columns=${[
      {key: 'of', name: 'Of', cell: (one) => html`${one.client ? html`<${DeviceLink} id=${one.client} />` : 'all devices'}${one.from && html` <code><${Text} of=${one.from} /></code>`}`},
      {key: 'state', name: 'State', cell: (one) => html`<${Progress} of=${one} />`},
      {key: 'packets', name: 'Packets', right: true, cell: (one) => count(one.packets)},
      {key: 'bytes', name: 'Size', right: true, cell: (one) => bytes(one.bytes)},
      {key: 'file', name: 'File', cell: (one) => html`<div class="buttons"><a role="button" class="small secondary" href=${'/api/v1/captures/' + encodeURIComponent(one.id) + '.pcap'} download>Download<span class="sr"> recording ${one.id}</span></a>
        <button type="button" class="small secondary" onClick=${() => change(() => remove('/captures/' + encodeURIComponent(one.id)))}>${one.running ? 'Stop and delete' : 'Delete'}<span class="sr"> recording ${one.id}</span></button></div>`},
    ]} />`}`;
}

function Progress({of}) {
  useSeconds();
  const left = Math.max(0, Math.ceil((Date.parse(of.until) - gatewayNow()) / 1000));
  return of.running ? html`<${State} of="active" word=${'recording, ' + left + ' s left'} />` : html`<${State} of="good" word="recorded" />`;
}
