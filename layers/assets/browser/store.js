// The features as typed columns, decoded once from what Python sent.

/** @typedef {{fill: string, fillOpacity: number, stroke: string, width: number, dash: number[], opacity: number, hatch: {pattern: string, stroke: string, angle: number, spacing: number, width: number}|null}} AreaStyle */
/** @typedef {{stroke: string, width: number, dash: number[], opacity: number, casing: string|null, tick: number}} LineStyle */
/** @typedef {{symbol: string, fill: string, stroke: string, size: number, width: number, dash: number[], opacity: number}} SymbolStyle */
/** @typedef {{fill: string, size: number, family: string, bold: boolean, italic: boolean, spacing: number, halo: string|null, capitals: boolean}} TextStyle */
/** @typedef {{area: AreaStyle|null, line: LineStyle|null, symbol: SymbolStyle|null, disc: AreaStyle|null, text: TextStyle|null, wide: TextStyle|null}} Drawing */

const POINT = 1, LINE = 2, AREA = 3;
const WORLD = 256; // pixels across the world at zoom 0
const CARD_COLUMNS = ["when", "text", "note", "facts", "details", "citations"];
const RECONSTRUCTION = "reconstruction";

/** @param {number} lon @returns {number} */
const worldX = (lon) => ((lon + 180) / 360) * WORLD;

/** @param {number} lat @returns {number} */
function worldY(lat) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

/** @param {string} text base64 @returns {Int32Array} */
function decodeNumbers(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Int32Array(bytes.buffer);
}

/**
 * Turn a run of coordinate differences into world pixels.
 * @param {number[]} run x, y, dx, dy, dx, dy ...
 * @param {number} step degrees in one unit
 * @returns {Float64Array}
 */
function decodeRun(run, step) {
  const points = new Float64Array(run.length);
  let lon = 0, lat = 0;
  for (let k = 0; k < run.length; k += 2) {
    lon += run[k];
    lat += run[k + 1];
    points[k] = worldX(lon * step);
    points[k + 1] = worldY(lat * step);
  }
  return points;
}

/** @param {Float64Array[]} rings @returns {[number, number, number, number]} */
function boxOf(rings) {
  let w = Infinity, n = Infinity, e = -Infinity, s = -Infinity;
  for (let k = 0; k < rings[0].length; k += 2) {
    w = Math.min(w, rings[0][k]); e = Math.max(e, rings[0][k]);
    n = Math.min(n, rings[0][k + 1]); s = Math.max(s, rings[0][k + 1]);
  }
  return [w, n, e, s];
}

/** The features and what each is at the date asked. */
class Store {
  /** @param {any} payload */
  constructor(payload) {
    const f = payload.features;
    const n = f.id.length;
    this.payload = payload;
    this.n = n;
    /** @type {string[]} */ this.id = f.id;
    this.index = new Map(f.id.map((/** @type {string} */ id, /** @type {number} */ i) => [id, i]));
    this.layer = Uint16Array.from(f.layer);
    this.category = Uint16Array.from(f.category);
    this.rank = Uint8Array.from(f.rank);
    this.days = decodeNumbers(f.days);
    this.undated = new Uint8Array(n);
    for (const i of f.undated) this.undated[i] = 1;
    this.precision = Float32Array.from(f.precision, (km) => (km == null ? NaN : km));
    /** @type {number[]} */ this.depiction = f.depiction;
    this.type = Uint8Array.from(f.type);
    /** @type {Record<string, Int32Array>} */ this.cards = {};
    for (const name of CARD_COLUMNS) this.cards[name] = decodeNumbers(payload.cards[name]);
    this.x = new Float64Array(n);
    this.y = new Float64Array(n);
    /** @type {({rings: Float64Array[], box: number[]}[]|null)[]} */ this.parts = new Array(n).fill(null);
    this.hold = new Uint8Array(n); // 2 certainly, 1 possibly, 0 not
    this.shown = new Uint8Array(n); // the same, of layers that are switched on
    this.lasting = new Uint8Array(n); // 1 if it certainly holds on every day of the window
    this.site = new Int32Array(n).fill(-1); // features at exactly one point share a site
    this.decodePoints(decodeNumbers(f.points), payload.step);
    this.decodeShapes(f.coordinates, payload.step);
    /** @type {(Float64Array[]|null)[]} */ this.outlines = new Array(n).fill(null); // borders of areas that end at a coast
    for (const [i, runs] of Object.entries(f.outlines || {})) this.outlines[Number(i)] = typeof runs === "number" ? this.outlines[runs] : /** @type {number[][]} */ (runs).map((run) => decodeRun(run, payload.step));
    const { same = {}, pairs = [] } = f.overlaps || {};
    /** @type {Map<number, number>} */ this.sameAs = new Map(Object.entries(same).map(([i, first]) => [Number(i), /** @type {number} */ (first)]));
    /** @type {Map<number, number[]>} */ this.overlaps = new Map();
    for (const [a, b] of pairs) for (const [one, other] of [[a, b], [b, a]]) this.overlaps.set(one, [...(this.overlaps.get(one) || []), other]);
    const zones = f.zones || { runs: [], of: {} };
    /** @type {Float64Array[][]} */ this.zones = zones.runs.map((/** @type {number[][]} */ runs) => runs.map((run) => decodeRun(run, payload.step)));
    /** @type {Map<number, number>} */ this.zoneOf = new Map(Object.entries(zones.of).map(([i, zone]) => [Number(i), /** @type {number} */ (zone)])); // areas for a finer coast to cut
  }

  /** @param {Int32Array} points x, y of each feature @param {number} step */
  decodePoints(points, step) {
    const sites = new Map();
    for (let i = 0; i < this.n; i++) {
      if (this.type[i] !== POINT) continue;
      const x = points[2 * i], y = points[2 * i + 1], key = x * 67108864 + y;
      this.x[i] = worldX(x * step);
      this.y[i] = worldY(y * step);
      let site = sites.get(key);
      if (site === undefined) sites.set(key, (site = sites.size));
      this.site[i] = site;
    }
    this.sites = sites.size;
  }

  /** @param {Record<string, any>} shapes by place @param {number} step */
  decodeShapes(shapes, step) {
    for (const [place, c] of Object.entries(shapes)) {
      const i = Number(place);
      if (typeof c === "number") this.parts[i] = this.parts[c]; // the same shape is sent once
      else if (this.type[i] === LINE) this.parts[i] = c.map((/** @type {number[]} */ run) => this.part([run], step));
      else this.parts[i] = c.map((/** @type {number[][]} */ runs) => this.part(runs, step));
    }
  }

  /** @param {number[][]} runs @param {number} step */
  part(runs, step) {
    const rings = runs.map((run) => decodeRun(run, step));
    return { rings, box: boxOf(rings) };
  }

  /** @param {number} i */
  layerOf(i) { return this.payload.layers[this.layer[i]]; }

  /** Name what is gathered into one mark where it stands at one point: events, and rows of one file. @param {number} i @returns {string} */
  gatheringOf(i) {
    const { kind, id } = this.layerOf(i);
    return kind === "event" ? kind : kind === "mixed" ? id : "";
  }

  /** @param {number} i */
  categoryOf(i) { return this.layerOf(i).categories[this.category[i]]; }

  /** @param {number} i */
  depictionOf(i) { return this.payload.depictions[this.depiction[i]]; }

  /** Give the name in a language, or the English one. @param {number} i @param {string} language */
  nameOf(i, language) {
    const names = this.payload.features.names;
    return (names[language] && names[language][i]) || names.en[i];
  }

  /** Say when a feature holds. @param {number} i @returns {string} */
  whenOf(i) { return this.payload.texts[this.cards.when[i]]; }

  /**
   * Give all that the card of a feature says.
   * @param {number} i
   * @returns {{when: string, text: string, note: string|(string|number)[], names: string[][], rows: string[][], citations: number[], conflicts: number[], related: number[]}}
   */
  cardOf(i) {
    const { texts, notes, cards, features } = this.payload, { text, note, facts, details, citations } = this.cards;
    const pairs = [...cards.factLists[facts[i]], ...cards.detailLists[details[i]]];
    return {
      when: this.whenOf(i), text: texts[text[i]], note: notes[note[i]],
      names: Object.keys(features.names).map((code) => [code, features.names[code][i]]).filter(([code, name]) => code === "en" || name),
      rows: pairs.map((/** @type {number[]} */ pair) => pair.map((k) => texts[k])),
      citations: cards.citationLists[citations[i]], conflicts: cards.conflicts[i] || [], related: cards.related[i] || [],
    };
  }

  /**
   * Give the look of a feature as it holds now.
   * @param {number} i
   * @returns {Drawing}
   */
  drawingOf(i) {
    const variant = (this.depictionOf(i) === RECONSTRUCTION ? 2 : 0) + (this.hold[i] === 1 ? 1 : 0);
    return this.payload.drawings[this.categoryOf(i).drawings[variant]];
  }

  /** Give the first area of its layer that has the same shape. @param {number} i */
  groundOf(i) { return this.sameAs.get(i) ?? i; }

  /** Give the first areas of those other shapes of its layer that lie on the same ground. @param {number} i */
  overlapsOf(i) { return this.overlaps.get(this.groundOf(i)) || []; }

  /**
   * Decide what holds in a window and what of that is shown.
   * @param {When} when
   * @param {{layers: Set<string>, hidden: Set<string>, possible: boolean}} choice
   */
  ask(when, choice) {
    const on = this.payload.layers.map((/** @type {any} */ layer) =>
      layer.categories.map((/** @type {any} */ category) =>
        choice.layers.has(layer.id) && !choice.hidden.has(`${layer.id}/${category.id}`)));
    for (let i = 0; i < this.n; i++) {
      const hold = this.undated[i] ? 0 : holdsIn(this.days, i, when.from, when.to);
      this.hold[i] = hold;
      this.lasting[i] = hold === 2 && holdsThroughout(this.days, i, when.from, when.to) ? 1 : 0;
      this.shown[i] = (hold === 2 || (hold === 1 && choice.possible)) && on[this.layer[i]][this.category[i]] ? hold : 0;
    }
  }

  /** Whether a feature's layer and category are switched on. @param {number} i @param {any} choice */
  isOn(i, choice) {
    const layer = this.layerOf(i);
    return choice.layers.has(layer.id) && !choice.hidden.has(`${layer.id}/${this.categoryOf(i).id}`);
  }

  /** Give the middle and the box of a feature in world pixels, or null. @param {number} i */
  boxOf(i) {
    if (this.type[i] === POINT) return [this.x[i], this.y[i], this.x[i], this.y[i]];
    const parts = this.parts[i];
    if (!parts) return null;
    return parts.reduce((b, p) => [Math.min(b[0], p.box[0]), Math.min(b[1], p.box[1]), Math.max(b[2], p.box[2]), Math.max(b[3], p.box[3])],
      [Infinity, Infinity, -Infinity, -Infinity]);
  }
}
