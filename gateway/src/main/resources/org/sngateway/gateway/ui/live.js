// The one stream from the gateway and what this page remembers of it. Everything that is shown live comes from here.

import {get, Problem, refusal} from './api.js';
import {useEffect, useReducer} from './vendor/preact-htm.js';

const EVENTS_MAX = 200;
const HISTORY_MAX = 900;
const SILENCE_MILLIS = 20000;
const HIDDEN_MILLIS = 300000;

/** connection: connecting, live, lost (the gateway is gone), refused (it gives no stream), token (it asks who we are). */
export const live = {
  connection: 'connecting',
  lostAt: 0,
  refusal: '',
  status: null,
  client: null,
  events: [],
  history: [],
  changes: 0,
  snapshots: 0,
};

const listeners = new Set();
const eventListeners = new Set();
let source = null;
let wanted = null;
let retry = 0;
let heardAt = 0;
let hiddenAt = 0;
let started = false;

function changed() {
  live.changes += 1;
  listeners.forEach((listener) => listener());
}

/** Draws the component again when something has changed. */
export function useLive() {
  const [, draw] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    listeners.add(draw);
    return () => listeners.delete(draw);
  }, []);
  return live;
}

/** Draws the component again every second: times are relative. */
export function useSeconds() {
  const [, draw] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    const timer = setInterval(draw, 1000);
    return () => clearInterval(timer);
  }, []);
}

/** Calls back for every event of the gateway as it arrives. */
export function onEvent(callback) {
  eventListeners.add(callback);
  return () => eventListeners.delete(callback);
}

export function setConnection(connection) {
  if (connection === live.connection) return;
  if (connection === 'lost') live.lostAt = Date.now();
  live.connection = connection;
  if (connection === 'token') close();
  changed();
}

/** Follows the whole gateway, or with an id one device as well. */
export function follow(clientId) {
  if (clientId === wanted && source) return;
  wanted = clientId;
  if (!live.client || live.client.client_id !== clientId) live.client = null;
  if (started && live.connection !== 'token') open();
}

export function start() {
  started = true;
  heardAt = Date.now();
  open();
}

function address() {
  return wanted === null ? '/events?types=status,event'
    : '/events?types=status,clients,event&client=' + encodeURIComponent(wanted);
}

function close() {
  clearTimeout(retry);
  if (source) source.close();
  source = null;
}

function open() {
  close();
  const mine = new EventSource('/api/v1' + address());
  source = mine;
  const on = (name, take) => mine.addEventListener(name, (message) => {
    if (mine !== source) return;
    heardAt = Date.now();
    let data;
    try {
      data = JSON.parse(message.data);
    } catch (unreadable) {
      return;
    }
    take(data);
    changed();
  });
  on('snapshot', (snapshot) => {
    live.connection = 'live';
    live.snapshots += 1;
    takeStatus(snapshot.status);
    takeClients(snapshot.clients || [], []);
    (snapshot.events || []).forEach(takeEvent);
  });
  on('status', takeStatus);
  on('clients', (rows) => takeClients(rows.changed || [], rows.gone || []));
  on('event', takeEvent);
  mine.onerror = () => {
    if (mine === source) find(mine.readyState === EventSource.CLOSED);
  };
}

/** Finds out why the stream is gone: no token, or no gateway. */
async function find(closed) {
  const asked = source;
  try {
    await get('/status');
    const why = closed ? await refusal(address()) : null;
    if (asked !== source || !closed) return;
    if (why) {
      live.refusal = why.message;
      setConnection('refused');
    }
    close();
    retry = setTimeout(open, 2000);
  } catch (problem) {
    if (asked !== source || !(problem instanceof Problem)) return;
    if (problem.status === 401) return;
    if (problem.status === 0 || problem.status >= 500) setConnection('lost');
    close();
    retry = setTimeout(open, 2000);
  }
}

function takeStatus(status) {
  if (!status) return;
  live.status = status;
}

function takeClients(rows, gone) {
  for (const row of rows) if (row.client_id === wanted) live.client = row;
  if (gone.includes(wanted)) live.client = null;
}

function takeEvent(event) {
  // A gateway that was started anew counts from 1 again: a number alone says nothing.
  if (event.id !== undefined && live.events.some((known) => known.id === event.id && known.ts === event.ts)) return;
  live.events.unshift(event);
  live.events.sort((a, b) => (a.ts === b.ts ? (b.id || 0) - (a.id || 0) : a.ts < b.ts ? 1 : -1));
  live.events.length = Math.min(live.events.length, EVENTS_MAX);
  eventListeners.forEach((listener) => listener(event));
}

function sample() {
  const now = Math.floor(Date.now() / 1000);
  const last = live.history[live.history.length - 1];
  if (!live.status || (last && last.at === now)) return;
  const {clients, traffic} = live.status;
  live.history.push(live.connection === 'live' ? {at: now, clients, up: traffic.uplinks_per_s, down: traffic.downlinks_per_s} : {at: now, clients: null, up: null, down: null});
  if (live.history.length > HISTORY_MAX) live.history.shift();
}

function watch() {
  sample();
  if (!source || live.connection === 'token') return;
  if (document.hidden) {
    hiddenAt = hiddenAt || Date.now();
    // A browser opens six connections to one host: what nobody looks at must not hold one for ever.
    if (Date.now() - hiddenAt > HIDDEN_MILLIS) close();
    return;
  }
  hiddenAt = 0;
  // The stream is silent while nothing changes, and a pulled cable is silent too.
  if (live.connection === 'live' && Date.now() - heardAt > SILENCE_MILLIS) {
    heardAt = Date.now();
    find(false);
  }
}

setInterval(watch, 1000);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && started && !source && live.connection !== 'token') open();
});
