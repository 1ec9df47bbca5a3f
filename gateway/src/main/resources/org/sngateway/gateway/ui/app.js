// The frame around the pages: who is allowed in, which page is shown, and whether the gateway is there.

import {html, render, useEffect, useRef, useState} from './vendor/preact-htm.js';
import {get, signIn, signOut, whenTokenMissing} from './api.js';
import {duration} from './format.js';
import {follow, live, setConnection, start, useLive, useSeconds} from './live.js';
import {Failed, Heading, Shape, Text} from './parts.js';
import {Overview} from './pages/overview.js';
import {Devices} from './pages/devices.js';
import {Device} from './pages/device.js';
import {Topics} from './pages/topics.js';
import {Trace} from './pages/trace.js';
import {Forwarders} from './pages/forwarders.js';
import {Gateway} from './pages/gateway.js';
import {DeadLetters} from './pages/deadletters.js';

const PAGES = [
  ['', 'Overview', Overview],
  ['devices', 'Devices', Devices],
  ['topics', 'Topics', Topics],
  ['trace', 'Trace', Trace],
  ['forwarders', 'Forwarders', Forwarders],
  ['gateway', 'Gateway', Gateway],
  ['dead-letters', 'Dead letters', DeadLetters],
];

/** Where the fragment leads: the page's name, the device it is about, and what is asked of it. */
function place() {
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, id] = path.split('/');
  let device = null;
  try {
    device = id === undefined ? null : decodeURIComponent(id);
  } catch (malformed) {
    device = id;
  }
  return {name, device, asked: Object.fromEntries(new URLSearchParams(search))};
}

function usePlace() {
  const [now, setNow] = useState(place());
  useEffect(() => {
    const look = () => {
      takeToken();
      setNow(place());
    };
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return now;
}

/** A token in the fragment becomes a cookie that no script can read, and leaves the address at once. */
function takeToken() {
  const found = /^#(?:t|token)=(.+)$/.exec(location.hash);
  if (!found) return false;
  history.replaceState(null, '', location.pathname + '#/');
  enter(decodeURIComponent(found[1])).catch(() => setConnection('token'));
  return true;
}

async function enter(token) {
  await signIn(token);
  setConnection('connecting');
  start();
}

function App() {
  const {connection, status} = useLive();
  const here = usePlace();
  const main = useRef(null);
  const first = useRef(true);
  const about = here.name === 'devices' && here.device !== null ? here.device : null;
  useEffect(() => follow(about), [about]);
  useEffect(() => {
    if (first.current) first.current = false;
    else if (main.current) main.current.focus({preventScroll: true});
    scrollTo(0, 0);
  }, [here.name, here.device]);
  if (connection === 'token') return html`<${AskToken} />`;
  const page = PAGES.find(([name]) => name === here.name);
  const shown = about !== null ? html`<${Device} key=${about} id=${about} />`
    : page ? html`<${page[2]} key=${here.name} asked=${here.asked} />`
    : html`<${Heading} title="There is no such page" /><p><a href="#/">Overview</a></p>`;
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>Skip to the page</a>
    <${Side} here=${here.name} status=${status} />
    <main id="main" ref=${main} tabindex="-1" class=${connection === 'lost' ? 'stale' : ''}>
      <${Gone} />
      ${shown}
    </main>`;
}

function Side({here, status}) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [here]);
  return html`<header class="side">
    <div class="brand">
      <a href="#/" aria-label="Overview">
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="8" class="logo" /><g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"><path d="M9 21a9.5 9.5 0 0 1 14 0" /><path d="M5.500 16.500a15 15 0 0 1 21 0" /></g><circle cx="16" cy="24" r="2.300" fill="#fff" /></svg>
        <span class="name">${status ? html`<${Text} of=${status.gateway.name} />` : 'sn-gateway'}</span>
      </a>
      <button type="button" class="menu secondary" aria-expanded=${open} aria-controls="pages" onClick=${() => setOpen(!open)}>Menu</button>
    </div>
    <nav id="pages" class=${open ? 'open' : ''} aria-label="Pages">
      <ul>${PAGES.map(([name, title]) => html`<li key=${name}><a href=${'#/' + name} aria-current=${here === name ? 'page' : undefined}>${title}</a></li>`)}</ul>
      <${Foot} status=${status} />
    </nav>
  </header>`;
}

function Foot({status}) {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme || 'auto');
  const choose = (event) => {
    const chosen = event.target.value;
    setTheme(chosen);
    if (chosen === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    try {
      localStorage.setItem('theme', chosen);
    } catch (storageIsOff) {
      // It holds until the page is closed.
    }
  };
  const out = async () => {
    await signOut().catch(() => {});
    setConnection('token');
  };
  return html`<div class="foot">
    <p class="link"><${Connection} /></p>
    <label>Colours <select value=${theme} onChange=${choose}><option value="auto">as the system</option><option value="light">light</option><option value="dark">dark</option></select></label>
    <button type="button" class="plain" onClick=${out}>Sign out</button>
    ${status && html`<p class="quiet">sn-gateway ${status.gateway.version}</p>`}
  </div>`;
}

function Connection() {
  const words = {live: ['active', 'live'], connecting: ['connecting', 'connecting'], lost: ['lost', 'no connection'], refused: ['lost', 'not live'], token: ['lost', 'no token']};
  const [shape, word] = words[live.connection];
  return html`<span class="state ${shape}"><${Shape} of=${shape} />${word}</span>`;
}

/** Says that what is shown is old, and since when. */
function Gone() {
  useSeconds();
  if (live.connection === 'refused') {
    return html`<div class="gone" role="alert"><${Shape} of="lost" /><div><strong>The gateway gives this page nothing live.</strong> ${live.refusal} Trying again every two seconds.</div></div>`;
  }
  if (live.connection !== 'lost') return null;
  return html`<div class="gone" role="alert"><${Shape} of="lost" /><div>
    <strong>The gateway does not answer</strong> since ${duration((Date.now() - live.lostAt) / 1000)}.
    ${live.status ? ' What you see is the last that it said.' : ''} Trying again every two seconds.
    <span class="quiet"> On its machine, <code>sn-gateway status</code> says whether it runs.</span></div></div>`;
}

function AskToken() {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState(null);
  const submit = async (event) => {
    event.preventDefault();
    try {
      await enter(token.trim());
    } catch (failed) {
      setProblem(failed);
    }
  };
  return html`<main class="ask" id="main"><section class="card">
    <${Heading} title="Who are you?" />
    <p>This gateway shows its devices to those who have its token. On the gateway\u2019s machine, this prints it:</p>
    <pre><code>sn-gateway token show</code></pre>
    <form onSubmit=${submit}>
      <label>Token <input name="token" type="password" autocomplete="current-password" required autofocus value=${token} onInput=${(event) => setToken(event.target.value)} /></label>
      <button type="submit">Open</button>
    </form>
    ${problem && html`<${Failed} problem=${problem.status === 401 ? {status: 401, message: 'This is not the token of this gateway.'} : problem} />`}
  </section></main>`;
}

whenTokenMissing(() => setConnection('token'));
const entering = takeToken();
const app = document.getElementById('app');
app.textContent = '';
render(html`<${App} />`, app);
if (!entering) {
  get('/status').then(start, (problem) => {
    if (problem.status !== 401) {
      setConnection('lost');
      start();
    }
  });
}
