// What lies under the pointer, on the canvas of marks.

/** Finds features at a place of the map. */
class Hits {
  /** @param {Marks} marks */
  constructor(marks) {
    this.marks = marks;
    /** @type {Map<number, number[]>|null} */ this.grid = null;
    marks.on("drawn", () => { this.grid = null; });
  }

  /**
   * Give the features at a point, the uppermost first.
   * @param {{x: number, y: number}} at pixels from the map's corner
   * @returns {number[]}
   */
  at(at) {
    const { marks } = this;
    if (!marks.inset) return [];
    const shift = marks._map.containerPointToLayerPoint([0, 0]).subtract(marks.corner);
    const x = at.x + shift.x, y = at.y + shift.y;
    const found = marks.counts.dense ? this.dots(x, y) : this.points(x, y);
    return [...new Set([...found, ...this.shapes(x + marks.corner.x, y + marks.corner.y)])];
  }

  /** @param {number} x @param {number} y */
  points(x, y) {
    const { marks } = this;
    const near = marks.spots.map((s) => ({ s, far: Math.hypot(s.x - x, s.y - y) })).filter(({ s, far }) => far <= s.r);
    near.sort((a, b) => Number(a.s.disc) - Number(b.s.disc) || (a.s.disc ? a.s.r - b.s.r : a.far - b.far));
    const spots = near.flatMap(({ s }) => this.siteOf(s.i));
    const label = marks.labels.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
    const isOnSpot = near.length > 0 && !near[0].s.disc;
    return label ? (isOnSpot ? [...spots, ...this.siteOf(label.i)] : [...this.siteOf(label.i), ...spots]) : spots;
  }

  /** Give an event, or a row of a reader's file, with all others at its point. @param {number} i */
  siteOf(i) {
    const { store } = this.marks;
    const gathering = store.gatheringOf(i);
    if (store.type[i] !== POINT || !gathering) return [i];
    const all = [];
    for (let k = 0; k < store.n; k++) if (store.site[k] === store.site[i] && store.shown[k] && store.gatheringOf(k) === gathering) all.push(k);
    return all.sort((a, b) => store.rank[a] - store.rank[b] || store.days[a * 4] - store.days[b * 4]);
  }

  /** @param {number} x @param {number} y */
  dots(x, y) {
    const { marks } = this, { store } = marks;
    const cellOf = (/** @type {number} */ px, /** @type {number} */ py) => (px >> 4) * 8192 + (py >> 4);
    if (!this.grid) {
      this.grid = new Map();
      for (const i of marks.seen) {
        const cell = cellOf(store.x[i] * marks.scale + marks.dx, store.y[i] * marks.scale + marks.dy);
        const list = this.grid.get(cell);
        if (list) list.push(i); else this.grid.set(cell, [i]);
      }
    }
    const near = [];
    for (const ox of [-16, 0, 16]) for (const oy of [-16, 0, 16]) near.push(...(this.grid.get(cellOf(x + ox, y + oy)) || []));
    const far = (/** @type {number} */ i) => Math.hypot(store.x[i] * marks.scale + marks.dx - x, store.y[i] * marks.scale + marks.dy - y);
    return near.filter((i) => far(i) <= 7).sort((a, b) => far(a) - far(b));
  }

  /** @param {number} x pixels from the pixel origin @param {number} y */
  shapes(x, y) {
    const { store, shapes } = this.marks;
    /** @type {{i: number, size: number}[]} */ const found = [];
    for (const [i, parts] of shapes.paths) {
      if (!store.shown[i]) continue;
      const isArea = store.type[i] === AREA;
      const reach = isArea ? 0 : 7;
      for (const { box, points } of parts) {
        if (x < box[0] - reach || x > box[2] + reach || y < box[1] - reach || y > box[3] + reach) continue;
        if (!(isArea ? isInside(points, x, y) : distanceTo(points[0], x, y) <= reach)) continue;
        found.push({ i, size: isArea ? (box[2] - box[0]) * (box[3] - box[1]) : 0 });
        break;
      }
    }
    return found.sort((a, b) => a.size - b.size).map(({ i }) => i);
  }
}
