import {html, useEffect, useRef, useState} from '../vendor/preact-htm.js';
import {query, refusal} from '../api.js';
import {bytes, clock, count, full} from '../format.js';
import {Card, DeviceLink, Empty, Failed, Heading, Shape, State, Text} from '../parts.js';
import {Captures} from './captures.js';

const SHOWN_MAX = 400;

// The section of MQTT-SN 1.2 that says what is in a packet.
const SECTIONS = {
  ADVERTISE: 1, SEARCHGW: 2, GWINFO: 3, CONNECT: 4, CONNACK: 5, WILLTOPICREQ: 6, WILLTOPIC: 7, WILLMSGREQ: 8, WILLMSG: 9, REGISTER: 10,
  REGACK: 11, PUBLISH: 12, PUBACK: 13, PUBREC: 14, PUBREL: 14, PUBCOMP: 14, SUBSCRIBE: 15, SUBACK: 16, UNSUBSCRIBE: 17, UNSUBACK: 18,
  PINGREQ: 19, PINGRESP: 20, DISCONNECT: 21, WILLTOPICUPD: 22, WILLMSGUPD: 23, WILLTOPICRESP: 24, WILLMSGRESP: 25,
};
const SPECIFICATION = 'https://www.oasis-open.org/committees/download.php/66091/MQTT-SN_spec_v1.2.pdf';

/** Packets as they come and go. The stream is open only while this page is. */
export function Trace({asked}) {
  const [filter, setFilter] = useState({client: asked.client || '', from: '', hex: false});
  const [draft, setDraft] = useState(filter);
  const [paused, setPaused] = useState(false);
  const [packets, setPackets] = useState([]);
  const [state, setState] = useState('connecting');
  const [seen, setSeen] = useState(0);
  const [round, setRound] = useState(0);
  const holding = useRef(false);
  holding.current = paused;
  const last = useRef(0);
  useEffect(() => {
    last.current = 0;
    setPackets([]);
    setSeen(0);
  }, [JSON.stringify(filter)]);
  useEffect(() => {
    let fresh = [];
    let again = 0;
    setState('connecting');
    const source = new EventSource('/api/v1/trace' + query(filter));
    source.onopen = () => setState('live');
    source.onerror = async () => {
      setState('lost');
      if (source.readyState !== EventSource.CLOSED) return;
      const why = await refusal('/trace' + query(filter));
      if (why && why.status !== 0) setState(why);
      else again = setTimeout(() => setRound((n) => n + 1), 2000);
    };
    source.addEventListener('packet', (message) => {
      setState('live');
      last.current += 1;
      fresh.push({...JSON.parse(message.data), number: last.current});
      if (fresh.length > SHOWN_MAX) fresh = fresh.slice(-SHOWN_MAX);
    });
    const timer = setInterval(() => {
      if (fresh.length === 0 || holding.current) return;
      const arrived = fresh.reverse();
      fresh = [];
      setSeen(last.current);
      setPackets((old) => [...arrived, ...old].slice(0, SHOWN_MAX));
    }, 250);
    return () => {
      source.close();
      clearInterval(timer);
      clearTimeout(again);
    };
  }, [JSON.stringify(filter), round]);
  const apply = (event) => {
    event.preventDefault();
    setFilter(draft);
  };
  return html`
    <${Heading} title="Trace"><p role="status"><${Stream} state=${state} paused=${paused} seen=${seen} /></p></${Heading}>
    <form class="filters" onSubmit=${apply}>
      <label>Device <input name="client" placeholder="all" autocomplete="off" spellcheck="false" value=${draft.client} onInput=${(event) => setDraft({...draft, client: event.target.value})} /></label>
      <label>From network <input name="from" placeholder="10.20.0.0/16" autocomplete="off" spellcheck="false" value=${draft.from} onInput=${(event) => setDraft({...draft, from: event.target.value})} /></label>
      <label class="check"><input type="checkbox" name="hex" checked=${draft.hex} onChange=${(event) => { setDraft({...draft, hex: event.target.checked}); setFilter({...draft, hex: event.target.checked}); }} /> Octets</label>
      <div class="buttons"><button type="submit" class="small">Show</button>
      <button type="button" class="small secondary" aria-pressed=${paused} onClick=${() => setPaused(!paused)}>${paused ? 'Go on' : 'Pause'}</button>
      <button type="button" class="small secondary" onClick=${() => setPackets([])}>Clear</button></div>
    </form>
    ${packets.length === 0
      ? html`<${Empty} title="No packet yet.">${filter.client ? html`The next one of <${Text} of=${filter.client} /> appears here. A sleeping device is silent until it wakes.` : 'The next one appears here.'}</${Empty}>`
      : html`<ol class="packets" tabindex="0" aria-label="Packets, the newest first">${packets.map((packet) => html`<${Packet} key=${packet.number} of=${packet} />`)}</ol>`}
    <${Card} title="Record for Wireshark" wide><${Captures} client=${filter.client} from=${filter.from} /></${Card}>`;
}

function Stream({state, paused, seen}) {
  if (paused) return html`<${State} of="disconnected" word="paused" />`;
  if (state === 'live') return html`<${State} of="active" word=${'live, ' + count(seen) + (seen === 1 ? ' packet' : ' packets')} />`;
  if (state.message) return html`<${State} of="bad" word=${state.message} />`;
  return html`<${State} of="connecting" word=${state === 'lost' ? 'interrupted, trying again' : 'connecting'} />`;
}

function Packet({of}) {
  const section = SECTIONS[of.type];
  return html`<li class="${of.direction} ${of.dropped ? 'dropped' : ''}">
    <time datetime=${of.ts} title=${full(of.ts)}>${clock(of.ts)}<span class="quiet">.${of.ts.slice(20, 23)}</span></time>
    <span class="way">${of.direction === 'up' ? '\u2190' : '\u2192'}<span class="sr">${of.direction === 'up' ? 'from' : 'to'}</span></span>
    <span class="who">${of.client ? html`<${DeviceLink} id=${of.client} />` : html`<span class="quiet">unknown</span>`} <code><${Text} of=${of.address} /></code></span>
    <span class="type">${section ? html`<a href=${SPECIFICATION} rel="noreferrer noopener" target="_blank" title=${'MQTT-SN 1.2, section 5.4.' + section}>${of.type}<span class="sr"> section 5.4.${section}, opens in a new tab</span></a>` : html`<b><${Text} of=${of.type} /></b>`}</span>
    <span class="words">${of.text && html`<${Text} of=${of.text} />`}${of.dropped && html` <span class="tag bad"><${Shape} of="bad" />dropped: <${Text} of=${of.dropped} /></span>`}${of.note && html` <span class="quiet"><${Text} of=${of.note} /></span>`}</span>
    <span class="size quiet">${bytes(of.bytes)}</span>
    ${of.hex && html`<code class="hex">${of.hex.replace(/(..)(?=.)/g, '$1 ')}</code>`}
  </li>`;
}
