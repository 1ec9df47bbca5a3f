import {html} from '../vendor/preact-htm.js';
import {clock} from '../format.js';
import {Empty} from '../parts.js';

// What the letters of a slot mean, and what is drawn for them: height as well as colour tells them apart.
const WORDS = {a: 'active', w: 'awake', s: 'asleep', l: 'lost', d: 'disconnected', r: 'had to repeat', p: 'messages'};
const LEGEND = [
  ['active', 'awake', /[aw]/],
  ['asleep', 'asleep', /s/],
  ['repeat', 'had to repeat', /r/],
  ['lost', 'lost', /l/],
];

function bars(slot) {
  const found = [];
  if (/[aw]/.test(slot)) found.push(['active', 0, 24]);
  else if (/s/.test(slot)) found.push(['asleep', 0, 11]);
  else if (/d/.test(slot) && !/l/.test(slot)) found.push(['off', 0, 3]);
  else if (slot === '') found.push(['none', 0, 1]);
  if (/l/.test(slot)) found.push(['lost', 0, 6]);
  if (/r/.test(slot)) found.push(['repeat', 22, 6]);
  return found;
}

/** The last 24 hours in quarters of an hour. */
export function Strip({strip}) {
  if (!strip || !strip.slots || strip.slots.every((slot) => slot === '')) return html`<${Empty} title="No history yet.">It begins when the gateway starts or the device first comes.</${Empty}>`;
  const {slots, slot_s: seconds} = strip;
  const until = Date.parse(strip.until);
  const start = until - slots.length * seconds * 1000;
  // A slot says what occurred in it, not for how long.
  const count = (pattern) => {
    const n = slots.filter((slot) => pattern.test(slot)).length;
    return n === 0 ? '' : n + ' × ' + seconds / 60 + ' min';
  };
  const words = LEGEND.map(([, word, pattern]) => count(pattern) && word + ' in ' + count(pattern)).filter(Boolean).join(', ');
  const say = (slot) => [...slot].map((letter) => WORDS[letter] || letter).join(', ') || 'not known then';
  const marks = [0, 1, 2, 3].map((n) => clock(start + ((until - start) * n) / 4).slice(0, 5));
  return html`<figure class="strip">
    <svg viewBox=${'0 0 ' + slots.length * 10 + ' 30'} preserveAspectRatio="none" role="img" aria-label=${'The last 24 hours in quarters of an hour: ' + (words || 'disconnected')}>
      ${slots.map((slot, n) => html`<g key=${n}><title>${clock(start + n * seconds * 1000).slice(0, 5)} ${say(slot)}</title>
        ${bars(slot).map(([name, from, height]) => html`<rect class=${name} x=${n * 10 + 1} width="8" y=${29 - from - height} height=${height} />`)}</g>`)}
    </svg>
    <div class="scale" aria-hidden="true">${marks.map((mark) => html`<span key=${mark}>${mark}</span>`)}<span>now</span></div>
    <figcaption>${LEGEND.map(([name, word, pattern]) => html`<span key=${word} class="key"><span class="swatch ${name}"></span>${word}${count(pattern) && html` <b>${count(pattern)}</b>`}</span>`)}</figcaption>
  </figure>`;
}
