// Lines over time, drawn by uPlot; what they say is also there as text.

import {html, useEffect, useRef, useState} from './vendor/preact-htm.js';
import {clock} from './format.js';

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const parts = (value) => (/^#(..)(..)(..)$/.exec(value) || []).slice(1).map((part) => parseInt(part, 16));

/** A colour thinned with the ground's, but not transparent: areas lie over each other. */
function thin(value, share) {
  const ground = parts(colour('--sheet'));
  return 'rgb(' + parts(value).map((part, n) => Math.round(part * share + ground[n] * (1 - share))).join(',') + ')';
}

/** Changes when the page's colours do. */
export function useTheme() {
  const [theme, setTheme] = useState('');
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const look = () => setTheme((document.documentElement.dataset.theme || '') + query.matches);
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, {attributes: true, attributeFilter: ['data-theme']});
    query.addEventListener('change', look);
    look();
    return () => {
      observer.disconnect();
      query.removeEventListener('change', look);
    };
  }, []);
  return theme;
}

/**
 * @param series [{name, colour (a CSS variable), value (what is said beside the name)}], the first drawn first
 * @param data [times in seconds, values of the first, ...]
 */
export function Chart({label, series, data, height = 150, filled}) {
  const place = useRef(null);
  const plot = useRef(null);
  const theme = useTheme();
  useEffect(() => {
    const axis = {stroke: colour('--ink-quiet'), font: '11px system-ui, sans-serif', ticks: {show: false}};
    const grid = {stroke: colour('--edge'), width: 1};
    const made = new window.uPlot({
      width: place.current.clientWidth || 300,
      height,
      legend: {show: false},
      cursor: {show: false},
      padding: [8, 26, 0, 0],
      scales: {y: {range: (self, low, high) => [0, Math.max(1, high * 1.1)]}},
      axes: [
        {...axis, grid: {show: false}, space: 90, size: 24, values: (self, splits, axisNumber, space, step) => splits.map((at) => (step < 60 ? clock(at * 1000) : clock(at * 1000).slice(0, 5)))},
        {...axis, grid, size: (self, values) => 12 + 7 * Math.max(4, ...(values || []).map((value) => value.length)), space: 34},
      ],
      series: [{}, ...series.map((one) => {
        const stroke = colour(one.colour);
        return {stroke, width: 1.500, fill: filled ? thin(stroke, 0.35) : undefined, points: {show: false}, spanGaps: false};
      })],
    }, data, place.current);
    plot.current = made;
    const fit = new ResizeObserver(() => made.setSize({width: place.current.clientWidth, height}));
    fit.observe(place.current);
    return () => {
      fit.disconnect();
      made.destroy();
    };
  }, [theme, series.length]);
  useEffect(() => {
    if (plot.current) plot.current.setData(data);
  }, [data]);
  const words = series.map((one) => one.name + ' ' + one.value).join(', ');
  return html`<figure class="chart">
    <div ref=${place} role="img" aria-label=${label + '. Now: ' + words + '.'}></div>
    <figcaption>${series.map((one) => html`<span key=${one.name} class="key"><span class="swatch ${one.colour.slice(2)}"></span>${one.name} <b>${one.value}</b></span>`)}</figcaption>
  </figure>`;
}
