// The clock: a slider of years under a histogram of events and the phases, with play, step and a typed date.

const SPEEDS = [["0.5", 1600], ["1", 800], ["2", 400], ["4", 200]]; // name, milliseconds a year

/** The clock of an atlas. */
class Clock {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    const { first_year: first, last_year: last } = app.payload.atlas;
    this.first = first;
    this.last = last;
    this.speed = 1;
    this.timer = 0;
    this.slider = /** @type {HTMLInputElement} */ (el("input", {
      type: "range", min: first, max: last, step: 1, class: "slider", "aria-label": app.say("year"),
      oninput: () => this.slide(), onchange: () => app.tell(), onkeydown: (/** @type {KeyboardEvent} */ e) => this.key(e),
    }));
    this.typed = /** @type {HTMLInputElement} */ (el("input", {
      type: "text", class: "date", size: 7, spellcheck: "false", autocomplete: "off", "aria-label": app.say("date"), "aria-describedby": "date-words",
      onchange: () => this.type(), onkeydown: (/** @type {KeyboardEvent} */ e) => { if (e.key === "Enter") this.type(); },
    }));
    this.words = el("p", { class: "date-words", id: "date-words", "aria-live": "polite" });
    this.play = iconButton("play", app.say("play"), () => this.toggle(), { class: "play", "aria-pressed": "false" });
    this.rate = el("button", { type: "button", class: "rate", title: app.say("speed"), "aria-label": app.say("speed"), onclick: () => this.faster() }, "1×");
    this.chart = /** @type {HTMLCanvasElement} */ (el("canvas", { class: "chart", "aria-hidden": "true" }));
    this.phases = el("div", { class: "phases", "aria-hidden": "true" });
    this.window = el("div", { class: "window", "aria-hidden": "true" });
    this.node = this.build();
    this.drawPhases();
    new ResizeObserver(() => this.drawChart()).observe(this.chart);
    app.on("date", () => this.show());
    app.on("layers", () => this.drawChart());
    this.show();
  }

  /** Put the parts together. */
  build() {
    const { app } = this;
    return el("section", { class: "clock", "aria-label": app.say("clock") },
      el("div", { class: "now" },
        this.typed, this.words,
        el("div", { class: "buttons" },
          iconButton("back", app.say("step-back"), () => this.step(-1)), this.play,
          iconButton("forward", app.say("step-forward"), () => this.step(1)), this.rate)),
      el("div", { class: "track" }, this.phases, el("div", { class: "plot" }, this.chart, this.window, this.slider), this.axis()));
  }

  /** Label the decades. */
  axis() {
    const axis = el("div", { class: "axis", "aria-hidden": "true" });
    const years = this.last - this.first;
    const step = [5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((many) => years / many <= 12) || 2000;
    for (let year = Math.ceil(this.first / step) * step; year <= this.last; year += step)
      axis.append(el("span", { style: `left: ${this.share(year) * 100}%`, class: year % (2 * step) ? "minor" : "" }, String(year)));
    return axis;
  }

  /** Where a year stands, 0 to 1; the thumb's middle at that year. @param {number} year */
  share(year) { return (year - this.first) / (this.last - this.first); }

  /** Where a day stands. @param {number} day */
  shareOfDay(day) {
    if (day <= FAR_PAST) return 0;
    if (day >= FAR_FUTURE) return 1;
    const year = dateOf(day)[0];
    const start = dayOf(year, 1, 1);
    return Math.max(0, Math.min(1, this.share(year - 0.5 + (day - start) / (dayOf(year + 1, 1, 1) - start))));
  }

  /** Phases as bands; those that overlap go into a second row. */
  drawPhases() {
    /** @type {number[]} */ const ends = [];
    for (const phase of this.app.payload.phases) {
      const left = this.shareOfDay(phase.from), right = this.shareOfDay(phase.to + 1);
      if (right <= left) continue;
      let row = ends.findIndex((end) => end <= left + 0.002);
      if (row < 0) row = ends.length;
      ends[row] = right;
      this.phases.append(el("span", { class: "phase", title: `${phase.title}, ${phase.when}`, style: `left: ${left * 100}%; width: ${(right - left) * 100}%; --row: ${row}` }, phase.title));
    }
    this.phases.style.setProperty("--rows", String(Math.max(1, ends.length)));
  }

  /** Count events by the year of their beginning: those surely of the year, and the shares of the rest. */
  counts() {
    const { store } = this.app, years = this.last - this.first + 1;
    const sure = new Float64Array(years), maybe = new Float64Array(years);
    for (let i = 0; i < store.n; i++) {
      if (store.undated[i] || !store.gatheringOf(i) || !store.isOn(i, this.app.state)) continue;
      const from = dateOf(Math.max(store.days[i * 4], -100000))[0] - this.first, to = dateOf(Math.min(store.days[i * 4 + 1], 100000))[0] - this.first;
      if (from === to) { if (from >= 0 && from < years) sure[from]++; continue; }
      for (let y = Math.max(0, from); y <= Math.min(years - 1, to); y++) maybe[y] += 1 / (to - from + 1);
    }
    return { sure, maybe };
  }

  /** Draw the histogram. */
  drawChart() {
    const { chart } = this, ratio = Math.min(3, window.devicePixelRatio || 1), w = chart.clientWidth, h = chart.clientHeight;
    if (w < 2 || h < 2) return;
    chart.width = w * ratio;
    chart.height = h * ratio;
    const ctx = /** @type {CanvasRenderingContext2D} */ (chart.getContext("2d"));
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { sure, maybe } = this.counts();
    const most = Math.max(4, ...sure.map((n, k) => n + maybe[k]));
    const style = getComputedStyle(chart), bar = Math.max(1.5, (w / (this.last - this.first)) * 0.62);
    ctx.fillStyle = style.getPropertyValue("--bar") || "#7d7361";
    for (let k = 0; k < sure.length; k++) {
      const x = this.share(this.first + k) * w - bar / 2;
      const sureH = Math.sqrt(sure[k] / most) * (h - 3), allH = Math.sqrt((sure[k] + maybe[k]) / most) * (h - 3);
      ctx.globalAlpha = 0.35;
      ctx.fillRect(x, h - allH, bar, allH - sureH);
      ctx.globalAlpha = 0.9;
      ctx.fillRect(x, h - sureH, bar, sureH);
    }
    ctx.globalAlpha = 0.5;
    ctx.fillRect(0, h - 1, w, 1);
  }

  /** Show the date that the atlas is at. */
  show() {
    const { when } = this.app.state;
    const year = when.from <= FAR_PAST ? this.first : dateOf(when.from)[0];
    this.slider.value = String(year);
    const said = sayWhen(when, this.app.language);
    const phase = this.app.payload.phases.filter((/** @type {any} */ p) => p.from <= when.to && p.to >= when.from).map((/** @type {any} */ p) => p.title).join(", ");
    this.slider.setAttribute("aria-valuetext", phase ? `${said}, ${phase}` : said);
    if (this.app.root.activeElement !== this.typed || this.typed.value !== when.text) this.typed.value = when.text;
    this.typed.size = Math.max(5, when.text.length);
    this.words.textContent = said === when.text ? "" : said;
    this.words.classList.remove("wrong");
    const left = this.shareOfDay(when.from), right = this.shareOfDay(when.to >= FAR_FUTURE ? when.to : when.to + 1);
    this.window.style.left = `${left * 100}%`;
    this.window.style.width = `${Math.max(0.0015, right - left) * 100}%`;
  }

  /** Follow the slider. */
  slide() {
    this.stop();
    this.app.setDate(yearWhen(Number(this.slider.value)));
  }

  /** Step by the unit of the date shown. @param {number} steps */
  step(steps) {
    this.stop();
    this.move(steps);
    this.app.tell();
  }

  /** @param {number} steps @returns {boolean} whether the clock could move */
  move(steps) {
    const moved = stepWhen(this.app.state.when, steps);
    const year = dateOf(Math.max(moved.from, -3000000))[0];
    if (year < this.first || year > this.last) return false;
    this.app.setDate(moved);
    return true;
  }

  /** Keys of the slider. @param {KeyboardEvent} event */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    /** @type {Object<string, () => void>} */
    const actions = {
      ArrowLeft: () => this.step(-1), ArrowDown: () => this.step(-1), ArrowRight: () => this.step(1), ArrowUp: () => this.step(1),
      PageUp: () => this.leap(10), PageDown: () => this.leap(-10),
      Home: () => this.jump(this.first), End: () => this.jump(this.last), " ": () => this.toggle(),
    };
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** Move by years, whatever the unit. @param {number} years */
  leap(years) {
    const year = Number(this.slider.value) + years;
    this.jump(Math.max(this.first, Math.min(this.last, year)));
  }

  /** @param {number} year */
  jump(year) {
    this.stop();
    this.app.setDate(yearWhen(year));
    this.app.tell();
  }

  /** Take over a typed date, or say what is expected. */
  type() {
    const when = readWhen(this.typed.value);
    this.typed.setAttribute("aria-invalid", String(!when));
    if (!when) {
      this.words.textContent = this.app.say("not-a-date");
      this.words.classList.add("wrong");
      return;
    }
    this.stop();
    if (when.text === this.app.state.when.text) { this.show(); return; }
    this.app.setDate(when);
    this.app.tell();
  }

  /** Play or pause. */
  toggle() {
    if (this.timer) { this.stop(); this.app.tell(); return; }
    if (dateOf(this.app.state.when.to)[0] >= this.last) this.app.setDate(yearWhen(this.first));
    this.mark(true);
    const beat = () => {
      if (this.move(1)) this.timer = window.setTimeout(beat, Number(SPEEDS[this.speed][1]));
      else { this.stop(); this.app.tell(); }
    };
    this.timer = window.setTimeout(beat, 60);
  }

  /** Stop playing. */
  stop() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.mark(false);
  }

  /** @param {boolean} isPlaying */
  mark(isPlaying) {
    const label = this.app.say(isPlaying ? "pause" : "play");
    this.play.replaceChildren(icon(isPlaying ? "pause" : "play"));
    this.play.setAttribute("aria-label", label);
    this.play.title = label;
    this.play.setAttribute("aria-pressed", String(isPlaying));
  }

  /** Take the next speed. */
  faster() {
    this.speed = (this.speed + 1) % SPEEDS.length;
    this.rate.textContent = `${SPEEDS[this.speed][0]}×`;
    this.rate.setAttribute("aria-label", `${this.app.say("speed")} ${this.rate.textContent}`);
  }
}
