// What this page asks of the gateway. Every failure is a Problem with one sentence for people.

export class Problem extends Error {
  /** @param status 0 when the gateway did not answer at all */
  constructor(status, message, body) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

let onTokenMissing = () => {};
let clockOffsetMillis = 0;

export function whenTokenMissing(callback) {
  onTokenMissing = callback;
}

/** The gateway's time of day, which may be far from this machine's: small boards have no clock of their own. */
export function gatewayNow() {
  return Date.now() + clockOffsetMillis;
}

function learnClock(at) {
  const offset = Date.parse(at) - Date.now();
  if (Number.isFinite(offset)) clockOffsetMillis = Math.abs(offset) < 2000 ? 0 : offset;
}

async function call(method, path, body, headers, asksForToken = true) {
  let response;
  try {
    response = await fetch('/api/v1' + path, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(15000),
      headers: {
        'X-Requested-With': 'sn-gateway',
        ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (unreachable) {
    throw new Problem(0, 'The gateway does not answer.');
  }
  const text = await response.text();
  let answer = null;
  if (text !== '') {
    try {
      answer = JSON.parse(text);
    } catch (notJson) {
      if (response.ok) throw new Problem(response.status, 'The gateway\u2019s answer cannot be read.');
    }
  }
  if (response.ok) {
    if (answer && answer.at) learnClock(answer.at);
    return answer;
  }
  if (response.status === 401 && asksForToken) onTokenMissing();
  const detail = (answer && answer.detail) || response.statusText || 'error ' + response.status;
  throw new Problem(response.status, sentence(detail), answer);
}

function sentence(text) {
  const trimmed = text.trim();
  // The name of an option stays as it is.
  const begins = /^[a-z]+[ ,]/.test(trimmed) ? trimmed.charAt(0).toUpperCase() + trimmed.slice(1) : trimmed;
  return begins + (/[.!?]$/.test(trimmed) ? '' : '.');
}

export const get = (path) => call('GET', path);
/** Of what a reader without a token does not get to see, though there may be much else: its 401 leads nowhere. */
export const getTrusted = (path) => call('GET', path, undefined, undefined, false);
export const post = (path, body = {}) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const remove = (path) => call('DELETE', path);
export const signIn = (token) => call('POST', '/session', undefined, {Authorization: 'Bearer ' + token});
export const signOut = () => call('DELETE', '/session');

/** Why a stream is not given: an EventSource does not tell. Null when it is given after all. */
export async function refusal(path) {
  const stop = new AbortController();
  try {
    const response = await fetch('/api/v1' + path, {cache: 'no-store', signal: stop.signal});
    if (response.ok) return null;
    const answer = await response.json();
    return new Problem(response.status, sentence(answer.detail || 'error ' + response.status), answer);
  } catch (unreachable) {
    return new Problem(0, 'The gateway does not answer.');
  } finally {
    stop.abort();
  }
}

/** The path of one device; its id may hold anything, so all of it is escaped. */
export const device = (id, rest = '') => '/clients/' + encodeURIComponent(id).replace(/\./g, '%2E') + rest;

/** A query string without what is empty. */
export function query(values) {
  const parts = Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false);
  return parts.length === 0 ? '' : '?' + parts.map(([name, value]) => name + '=' + encodeURIComponent(value)).join('&');
}
