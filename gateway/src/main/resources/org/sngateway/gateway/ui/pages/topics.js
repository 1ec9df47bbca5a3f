import {html, useState} from '../vendor/preact-htm.js';
import {get, post, put, remove} from '../api.js';
import {live, useLive} from '../live.js';
import {Card, Confirm, Empty, Failed, Heading, Loading, State, Table, Text, useAnswer} from '../parts.js';
import {Events} from './events.js';

/** Predefined topic ids: numbers that devices and gateway know the meaning of without a word. */
export function Topics() {
  useLive();
  const {data, problem, again} = useAnswer(() => get('/topics/predefined'), []);
  const [rows, setRows] = useState(null);
  const [asked, setAsked] = useState(null);
  const [said, setSaid] = useState('');
  const edited = rows !== null;
  const unknown = live.events.filter((event) => /topic/.test(event.event + (event.reason || '')));
  return html`
    <${Heading} title="Topics"><div class="buttons">
      ${data && !edited && html`<button type="button" class="secondary small" onClick=${() => { setSaid(''); setRows(data.predefined.map((row) => ({...row}))); }}>Edit</button>
      <button type="button" class="secondary small" onClick=${() => setAsked('reload')}>Reload</button>
      <button type="button" class="secondary small" onClick=${() => setAsked('file')}>Back to the file\u2019s</button>`}
    </div></${Heading}>
    <p class="lead quiet">A predefined topic id stands for a topic without having been registered: two octets in each message instead of a name. Devices and gateway must mean the same by it.</p>
    ${said && html`<p role="status"><${State} of="good" word=${said} /></p>`}
    ${problem && html`<${Failed} problem=${problem} again=${again} />`}
    ${!data ? !problem && html`<${Loading} />` : edited
      ? html`<${Edit} rows=${rows} setRows=${setRows} onCancel=${() => setRows(null)} onSaved=${() => { setRows(null); setSaid('Saved and in force.'); again(); }} />`
      : html`<${Card} title="Predefined topic ids" wide><${Known} rows=${data.predefined} /></${Card}>`}
    ${unknown.length > 0 && html`<${Card} title="Events about topics" wide><${Events} events=${unknown.slice(0, 20)} /></${Card}>`}
    ${asked === 'file' && html`<${Confirm} title="Use those of the configuration file?" word="Use them" onClose=${() => setAsked(null)} onYes=${async () => { await remove('/topics/predefined'); setSaid('Those of the configuration file are in force.'); again(); }}><p>What was edited here is given up.</p></${Confirm}>`}
    ${asked === 'reload' && html`<${Confirm} title="Reload the configuration?" word="Reload" onClose=${() => setAsked(null)} onYes=${async () => {
      const answer = await post('/config/reload');
      setSaid(answer.applied.length === 0 ? 'Read again; nothing had changed.' : 'In force: ' + answer.applied.join(', ') + (answer.needs_restart.length > 0 ? '. After a restart: ' + answer.needs_restart.join(', ') : ''));
      again();
    }}><p>The gateway reads its configuration file again, and takes what it can without a restart. Topic ids that were edited here stay.</p></${Confirm}>`}`;
}

/** Two meanings of one id for the same devices: the first in the list wins, the second is never used. */
function collides(rows, row) {
  const scope = (one) => one.clients || '*';
  return rows.find((one) => one !== row && one.topic_id === row.topic_id && (scope(one) === scope(row) || scope(one) === '*' || scope(row) === '*'));
}

function Known({rows}) {
  if (rows.length === 0) {
    return html`<${Empty} title="There are none."><p>Put them into the configuration:</p><pre><code>topics:
  predefined:
    - {id: 1, topic: "sensors/{client_id}/temp"}</code></pre></${Empty}>`;
  }
  return html`<${Table} caption="Predefined topic ids" rowKey=${(row) => row.topic_id + '/' + (row.clients || '*') + row.topic} rows=${rows} columns=${[
    {key: 'id', name: 'Id', right: true, cell: (row) => row.topic_id},
    {key: 'topic', name: 'Topic', cell: (row) => html`<${Text} of=${row.topic} />`},
    {key: 'clients', name: 'For devices', cell: (row) => (row.clients && row.clients !== '*' ? html`<code><${Text} of=${row.clients} /></code> <a href=${'#/devices?q=' + encodeURIComponent(row.clients.replace(/[*?].*$/, ''))}>show</a>` : 'all')},
    {key: 'note', name: 'Note', cell: (row) => collides(rows, row) && html`<${State} of="warn" word="this id has another meaning as well" />`},
  ]} />`;
}

function Edit({rows, setRows, onCancel, onSaved}) {
  const [problem, setProblem] = useState(null);
  const set = (n, name, value) => setRows(rows.map((row, at) => (at === n ? {...row, [name]: value} : row)));
  const save = async (event) => {
    event.preventDefault();
    try {
      await put('/topics/predefined', {predefined: rows.map((row) => ({topic_id: Number(row.topic_id), topic: row.topic, ...(row.clients ? {clients: row.clients} : {})}))});
      onSaved();
    } catch (failed) {
      setProblem(failed);
    }
  };
  const problems = (problem && problem.body && problem.body.problems) || [];
  return html`<form class="card wide edit" onSubmit=${save}>
    <header><h2>Predefined topic ids</h2></header>
    ${rows.map((row, n) => html`<div class="edit-row" key=${n}>
      <label>Id <input type="number" min="1" max="65534" required value=${row.topic_id} onInput=${(event) => set(n, 'topic_id', event.target.value)} /></label>
      <label>Topic <input required spellcheck="false" value=${row.topic} onInput=${(event) => set(n, 'topic', event.target.value)} /></label>
      <label>For devices <input placeholder="all" spellcheck="false" value=${row.clients || ''} onInput=${(event) => set(n, 'clients', event.target.value)} /></label>
      <button type="button" class="small secondary" onClick=${() => setRows(rows.filter((one, at) => at !== n))}>Remove<span class="sr"> row ${n + 1}</span></button>
    </div>`)}
    <p><button type="button" class="small secondary" onClick=${() => setRows([...rows, {topic_id: '', topic: '', clients: ''}])}>Add one</button></p>
    ${problem && html`<${Failed} problem=${problem} />`}
    ${problems.length > 1 && html`<ul>${problems.map((one) => html`<li><code>${one.key}</code> <${Text} of=${one.message} /></li>`)}</ul>`}
    <p class="quiet">In force at once, and after a restart too, in place of those in the configuration file.</p>
    <footer><button type="button" class="secondary" onClick=${onCancel}>Cancel</button> <button type="submit">Save</button></footer>
  </form>`;
}
