// How values are said. Nothing here makes HTML: what comes out are strings.

// What cannot be seen, or changes how the rest is seen: controls, direction marks, joiners, tags, halves of surrogates.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffd\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

const NAMES = {
  0x00: 'null', 0x09: 'tab', 0x0a: 'line feed', 0x0d: 'carriage return', 0x1b: 'escape', 0x7f: 'delete',
  0xad: 'soft hyphen', 0x200b: 'zero width space', 0x200c: 'zero width non-joiner', 0x200d: 'zero width joiner',
  0x200e: 'left-to-right mark', 0x200f: 'right-to-left mark', 0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding', 0x202c: 'pop directional formatting', 0x202d: 'left-to-right override',
  0x202e: 'right-to-left override', 0x2066: 'left-to-right isolate', 0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate', 0x2069: 'pop directional isolate', 0xfeff: 'byte order mark',
};

function code(character) {
  const value = character.codePointAt(0);
  return {mark: value.toString(16).toUpperCase().padStart(2, '0'), name: 'U+' + value.toString(16).toUpperCase().padStart(4, '0') + ' ' + (NAMES[value] || 'not printable')};
}

/** A text as a list of strings and of marks for what cannot be seen in it. */
export function pieces(text) {
  const found = [];
  let from = 0;
  for (const match of String(text).matchAll(UNSEEN)) {
    if (match.index > from) found.push(text.slice(from, match.index));
    found.push(code(match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push(text.slice(from));
  return found;
}

/** The same as one string, for places that take no elements. */
export const plain = (text) => pieces(text).map((piece) => (piece.mark ? '\u2039' + piece.mark + '\u203a' : piece)).join('');

export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '\u2013';
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return s + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' min' + (s < 600 && s % 60 ? ' ' + (s % 60) + ' s' : '');
  if (s < 86400) return Math.floor(s / 3600) + ' h' + (s % 3600 >= 60 ? ' ' + Math.floor((s % 3600) / 60) + ' min' : '');
  return Math.floor(s / 86400) + ' d' + (s % 86400 >= 3600 ? ' ' + Math.floor((s % 86400) / 3600) + ' h' : '');
}

/** One unit only, for narrow columns. */
export function coarse(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 100) return s + ' s';
  if (s < 6000) return Math.round(s / 60) + ' min';
  if (s < 172800) return Math.round(s / 3600) + ' h';
  return Math.round(s / 86400) + ' d';
}

export function relative(time, now) {
  if (!time) return '\u2013';
  const seconds = (Date.parse(time) - now) / 1000;
  if (!Number.isFinite(seconds)) return plain(String(time));
  if (Math.abs(seconds) < 1.500) return 'now';
  return seconds < 0 ? coarse(-seconds) + ' ago' : 'in ' + coarse(seconds);
}

export function clock(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '\u2013' : date.toLocaleTimeString(undefined, {hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit'});
}

export function full(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23'});
}

const COUNT = new Intl.NumberFormat('en');
export const count = (n) => (n === null || n === undefined ? '\u2013' : COUNT.format(n));
export const many = (n, one, more) => count(n) + ' ' + (n === 1 ? one : more || one + 's');

export function number(n, digits = 1) {
  if (n === null || n === undefined || !Number.isFinite(n)) return '\u2013';
  return n !== 0 && Math.abs(n) < 10 ? n.toFixed(digits) : COUNT.format(Math.round(n));
}

export function percent(n) {
  return n === null || n === undefined || !Number.isFinite(n) ? '\u2013' : (n > 0 && n < 10 ? n.toFixed(1) : Math.round(n)) + ' %';
}

export function bytes(n) {
  if (n === null || n === undefined || !Number.isFinite(n)) return '\u2013';
  if (n < 1024) return Math.round(n) + ' B';
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = n / 1024;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return (value < 10 ? value.toFixed(1) : Math.round(value)) + ' ' + units[unit];
}

/** One line of a CSV file. A spreadsheet takes what begins with = + - @ for a formula: a quote before it prevents that. */
export function csvLine(values) {
  return values.map((value) => {
    if (value === null || value === undefined) return '';
    if (typeof value !== 'string') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? "'" + value : value;
    return '"' + safe.replace(/"/g, '""') + '"';
  }).join(',') + '\r\n';
}

/** Hands a file to the browser. */
export function download(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, {type}));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
