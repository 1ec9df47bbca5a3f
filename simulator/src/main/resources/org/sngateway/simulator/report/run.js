(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var plots = [];
  var increments = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400, 172800, 604800];

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }
  function digits(value) {
    var size = Math.abs(value);
    if (size >= 999.95) { return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f"); }
    return String(Number(value.toFixed(size < 0.1 ? 4 : size < 9.995 ? 2 : 1)));
  }
  /* Of an axis, which has little room: thousands, millions and billions by a letter. */
  function brief(value) {
    var size = Math.abs(value), at = size >= 1e9 ? 3 : size >= 1e6 ? 2 : size >= 1e5 ? 1 : 0;
    return at === 0 ? digits(value) : digits(value / Math.pow(1000, at)) + "\u00a0" + "kMG".charAt(at - 1);
  }
  function seconds(value) {
    var size = Math.abs(value);
    if (size === 0) { return "0"; }
    if (size < 0.001) { return digits(value * 1e6) + " \u00b5s"; }
    if (size < 0.1) { return digits(value * 1e3) + " ms"; }
    if (size < 600) { return digits(value) + " s"; }
    if (size < 7200) { return digits(value / 60) + " min"; }
    return digits(value / 3600) + " h";
  }
  /* Of an axis whose marks are powers of ten: no other unit than ms and s. */
  function power(value) {
    return value === null ? "" : value < 600 ? seconds(value) : digits(value) + " s";
  }
  function moment(value) {
    var whole = Math.round(value), s = whole % 60, m = Math.floor(whole / 60) % 60, h = Math.floor(whole / 3600);
    return (h ? h + ":" + (m < 10 ? "0" : "") : "") + m + ":" + (s < 10 ? "0" : "") + s;
  }
  function text(unit, value) {
    return value === null || value === undefined ? "\u2013" : unit === "seconds" ? seconds(value) : digits(value);
  }

  /* Marks of the timeline: what lasts is shaded, what begins has a line and its number from the list of events. */
  function events() {
    return {
      hooks: {
        drawClear: function (u) {
          u.ctx.save();
          u.ctx.fillStyle = css("--shade");
          data.events.forEach(function (event) {
            if (event.until !== undefined) {
              var from = Math.max(u.valToPos(event.at, "x", true), u.bbox.left);
              var to = Math.min(u.valToPos(event.until, "x", true), u.bbox.left + u.bbox.width);
              if (to > from) { u.ctx.fillRect(from, u.bbox.top, to - from, u.bbox.height); }
            }
          });
          u.ctx.restore();
        },
        draw: function (u) {
          var ratio = devicePixelRatio || 1, free = -1, radius = 7.5 * ratio;
          u.ctx.save();
          u.ctx.font = "600 " + 10 * ratio + "px system-ui, sans-serif";
          u.ctx.textAlign = "center";
          u.ctx.textBaseline = "middle";
          data.events.forEach(function (event, i) {
            var x = Math.round(u.valToPos(event.at, "x", true));
            if (x < u.bbox.left - 1 || x > u.bbox.left + u.bbox.width + 1) { return; }
            u.ctx.strokeStyle = css("--mark");
            u.ctx.lineWidth = ratio;
            u.ctx.setLineDash([3 * ratio, 3 * ratio]);
            u.ctx.beginPath();
            u.ctx.moveTo(x, u.bbox.top);
            u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
            u.ctx.stroke();
            if (x - radius < free) { return; }
            free = x + radius;
            u.ctx.fillStyle = css("--mark");
            u.ctx.beginPath();
            u.ctx.arc(x, u.bbox.top - radius - ratio, radius, 0, 2 * Math.PI);
            u.ctx.fill();
            u.ctx.fillStyle = css("--card");
            u.ctx.fillText(String(i + 1), x, u.bbox.top - radius - ratio / 2);
          });
          u.ctx.restore();
        }
      }
    };
  }

  /* A point that has no neighbour would not be seen as part of a line. */
  function lonely(u, index) {
    var values = u.data[index], found = [];
    for (var i = 0; i < values.length; i++) {
      if (values[i] !== null && (i === 0 || values[i - 1] === null) && (i === values.length - 1 || values[i + 1] === null)) {
        found.push(i);
      }
    }
    return found;
  }
  function peak(values) {
    return values.reduce(function (most, value) { return value !== null && (most === null || value > most) ? value : most; }, null);
  }
  function spread(lines) {
    var low = Infinity, high = 0;
    lines.forEach(function (line) {
      line.values.forEach(function (value) {
        if (value !== null && value > 0) { low = Math.min(low, value); high = Math.max(high, value); }
      });
    });
    return high / low;
  }
  function axis(more) {
    return Object.assign({
      stroke: css("--soft"), font: "12px system-ui, sans-serif",
      grid: { stroke: css("--line"), width: 1 }, ticks: { show: false }
    }, more);
  }
  function line(entry, unit, raw) {
    var most = peak(raw);
    return {
      label: entry.label, stroke: css("--" + entry.colour), width: 1.5, dash: entry.dashed ? [6, 4] : undefined, spanGaps: false,
      points: { size: 4, fill: css("--" + entry.colour), filter: lonely, show: true },
      value: function (u, value, series, at) {
        return at === null || at === undefined ? "max\u00a0" + text(unit, most) : text(unit, raw[at]);
      }
    };
  }
  function legend() {
    return { markers: { width: 0, fill: function (u, at) { return u.series[at].stroke(u, at); } } };
  }
  function size(place) {
    var width = Math.floor(place.clientWidth);
    return { width: Math.max(width, 200), height: place.dataset.small ? 150 : width < 500 ? 210 : 250 };
  }

  function overTime(chart) {
    var place = document.getElementById("c-" + chart.id);
    if (!place) { return; }
    var xs = [], i;
    for (i = 0; i < data.rows; i++) { xs.push(i * data.step); }
    var isLog = chart.unit === "seconds" && chart.form !== "stack" && spread(chart.lines) > 40;
    var columns = [xs], bands = [], series = [{ label: "time", value: function (u, v) { return v === null || v === undefined ? "whole run" : moment(v); } }];
    var sum = xs.map(function () { return 0; });
    chart.lines.forEach(function (entry, at) {
      var values = entry.values;
      var made = line(entry, chart.unit, entry.values);
      /* These mostly lie on each other; the wider ones stay to be seen below. */
      made.width = chart.id === "rates" && at < 2 && chart.lines.length > 2 ? 6 - 2.5 * at : made.width;
      if (chart.form === "stack") {
        values = values.map(function (value, row) { sum[row] += value || 0; return sum[row]; });
        made.fill = css("--" + entry.colour) + "b0";
        made.width = 1;
        made.points = { show: false };
        if (at > 0) { bands.push({ series: [at + 1, at] }); }
      } else if (chart.form === "bands" && !entry.dashed && at > 0) {
        bands.push({ series: [at + 1, at], fill: css("--" + entry.colour) + "40" });
      }
      if (isLog) { values = values.map(function (value) { return value === 0 ? null : value; }); }
      columns.push(values);
      series.push(made);
    });
    plots.push({ place: place, plot: new uPlot(Object.assign(size(place), {
      series: series, bands: bands, legend: legend(), plugins: [events()], padding: [18, 12, 0, 0],
      cursor: { sync: { key: "time" }, y: false, points: { size: 6 } },
      scales: {
        x: { time: false },
        y: isLog ? { distr: 3 } : { range: function (u, low, high) { return [0, high > 0 ? high * 1.05 : 1]; } }
      },
      axes: [
        axis({ size: 30, incrs: increments, space: 60, values: function (u, splits) { return splits.map(moment); } }),
        axis({ size: 62, values: function (u, splits) {
          return splits.map(function (v) { return v === null ? "" : chart.unit !== "seconds" ? brief(v) : isLog ? power(v) : seconds(v); });
        } })
      ]
    }), columns, place) });
  }

  function percentiles() {
    var place = document.getElementById("c-curve"), curve = data.curve;
    if (!place || !curve.lines.length) { return; }
    var ticks = [1, 2, 4, 10, 100, 1000, 10000, 100000, 1000000, 10000000];
    var names = ["0\u00a0%", "50\u00a0%", "75\u00a0%", "90\u00a0%", "99\u00a0%", "99.9\u00a0%", "99.99\u00a0%", "99.999\u00a0%", "99.9999\u00a0%", "99.99999\u00a0%"];
    var last = curve.axis[curve.axis.length - 1];
    var isLog = spread(curve.lines) > 20;
    var series = [{ label: "percentile", value: function (u, v) {
      return v === null || v === undefined ? "all" : String(Number((100 - 100 / v).toPrecision(6))) + "\u00a0%";
    } }];
    var columns = [curve.axis];
    curve.lines.forEach(function (entry) {
      series.push(line(entry, "seconds", entry.values));
      columns.push(isLog ? entry.values.map(function (v) { return v === 0 ? null : v; }) : entry.values);
    });
    plots.push({ place: place, plot: new uPlot(Object.assign(size(place), {
      series: series, legend: legend(), padding: [12, 30, 0, 0], cursor: { y: false, points: { size: 6 } },
      scales: { x: { time: false, distr: 3, range: [1, Math.max(last, 2)] }, y: isLog ? { distr: 3 } : {} },
      axes: [
        axis({ size: 30, splits: function () { return ticks.filter(function (t) { return t <= last; }); }, filter: function (u, s) { return s; },
          values: function (u, splits) {
            return splits.map(function (t) { return u.width < 500 && (t === 4 || t === 2 && last > 1000) ? "" : names[ticks.indexOf(t)]; });
          } }),
        axis({ size: 62, values: function (u, splits) { return splits.map(isLog ? power : seconds); } })
      ]
    }), columns, place) });
  }

  function draw() {
    plots.forEach(function (each) { each.plot.destroy(); });
    plots = [];
    if (data.rows > 0) { data.charts.forEach(overTime); }
    percentiles();
  }
  function resize() {
    plots.forEach(function (each) {
      var wanted = size(each.place);
      if (wanted.width !== each.plot.width) { each.plot.setSize(wanted); }
    });
  }

  draw();
  var watcher = new ResizeObserver(function () { requestAnimationFrame(resize); });
  document.querySelectorAll(".chart").forEach(function (place) { watcher.observe(place); });
  /* Colours are in the pictures, so they are drawn anew when the page turns dark, light or to paper. */
  ["(prefers-color-scheme: dark)", "print"].forEach(function (query) {
    matchMedia(query).addEventListener("change", draw);
  });
  /* A folded part that is linked to, unfolds. */
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.open = true; }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
  document.documentElement.classList.add("drawn");
}());
