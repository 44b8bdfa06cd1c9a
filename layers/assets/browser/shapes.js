// Lines and areas as paths of screen pixels, built once for each zoom and kept.

/** Paths of one zoom: pixels from the map's pixel origin. */
class Shapes {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.key = "";
    /** @type {Map<number, {path: Path2D, box: number[], points: Float64Array[]}[]>} */
    this.paths = new Map();
    /** @type {Map<number, Path2D|null>} */ this.outlines = new Map();
    /** @type {Map<number, Path2D>} */ this.zones = new Map();
  }

  /**
   * Forget the paths when zoom or origin changed.
   * @param {number} zoom
   * @param {{x: number, y: number}} origin
   */
  aim(zoom, origin) {
    const key = `${zoom} ${origin.x} ${origin.y}`;
    if (key === this.key) return;
    this.key = key;
    this.scale = 2 ** zoom;
    this.origin = origin;
    this.paths.clear();
    this.outlines.clear();
    this.zones.clear();
  }

  /**
   * Give the parts of a feature as paths.
   * @param {number} i
   */
  of(i) {
    let built = this.paths.get(i);
    if (!built) {
      const isArea = this.store.type[i] === AREA;
      built = (this.store.parts[i] || []).map((part) => this.build(part, isArea));
      this.paths.set(i, built);
    }
    return built;
  }

  /**
   * Give the border of an area that ends at a coast; nothing if its whole edge is a border.
   * @param {number} i
   */
  outlineOf(i) {
    let path = this.outlines.get(i);
    if (path !== undefined) return path;
    const runs = this.store.outlines[i];
    path = runs ? new Path2D() : null;
    for (const run of runs || []) this.trace(/** @type {Path2D} */ (path), this.thin(run));
    this.outlines.set(i, path);
    return path;
  }

  /**
   * Give the zone of an area, which goes beyond the coast; nothing if it has none.
   * @param {number} i
   */
  zoneOf(i) {
    const place = this.store.zoneOf.get(i);
    if (place === undefined) return null;
    let path = this.zones.get(place);
    if (!path) {
      path = new Path2D();
      for (const ring of this.store.zones[place]) { this.trace(path, this.thin(ring)); path.closePath(); }
      this.zones.set(place, path);
    }
    return path;
  }

  /** @param {Path2D} path @param {Float64Array} points */
  trace(path, points) {
    path.moveTo(points[0], points[1]);
    for (let k = 2; k < points.length; k += 2) path.lineTo(points[k], points[k + 1]);
  }

  /** @param {{rings: Float64Array[], box: number[]}} part @param {boolean} isArea */
  build(part, isArea) {
    const path = new Path2D();
    const points = part.rings.map((ring) => this.thin(ring));
    for (const ring of points) {
      this.trace(path, ring);
      if (isArea) path.closePath();
    }
    const s = this.scale, o = this.origin;
    return { path, points, box: [part.box[0] * s - o.x, part.box[1] * s - o.y, part.box[2] * s - o.x, part.box[3] * s - o.y] };
  }

  /**
   * Bring a ring to the screen, without the points that no one could see.
   * @param {Float64Array} ring
   * @returns {Float64Array}
   */
  thin(ring) {
    const s = this.scale, ox = this.origin.x, oy = this.origin.y;
    const out = new Float64Array(ring.length);
    let size = 0, lastX = NaN, lastY = NaN;
    for (let k = 0; k < ring.length; k += 2) {
      const x = ring[k] * s - ox, y = ring[k + 1] * s - oy;
      if (Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7 && k + 2 < ring.length) continue;
      out[size++] = lastX = x;
      out[size++] = lastY = y;
    }
    return out.subarray(0, size);
  }
}

/**
 * Tell whether a point lies in rings, counting crossings.
 * @param {Float64Array[]} rings
 * @param {number} x
 * @param {number} y
 */
function isInside(rings, x, y) {
  let inside = false;
  for (const r of rings) {
    for (let k = 0, j = r.length - 2; k < r.length; j = k, k += 2) {
      if (r[k + 1] > y !== r[j + 1] > y && x < ((r[j] - r[k]) * (y - r[k + 1])) / (r[j + 1] - r[k + 1]) + r[k]) inside = !inside;
    }
  }
  return inside;
}

/**
 * Give the distance from a point to a run of points.
 * @param {Float64Array} run
 * @param {number} x
 * @param {number} y
 */
function distanceTo(run, x, y) {
  let best = Infinity;
  for (let k = 2; k < run.length; k += 2) {
    const ax = run[k - 2], ay = run[k - 1], dx = run[k] - ax, dy = run[k + 1] - ay;
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(ax + t * dx - x, ay + t * dy - y));
  }
  return best;
}

/**
 * Find good places for a name inside an area: the most inland points of a coarse grid, far from each other.
 * @param {Float64Array[]} rings
 * @param {number[]} box what of the area is in view
 * @returns {{x: number, y: number, room: number}[]} the best first, each with the room across it
 */
function innerPoints(rings, box) {
  const step = Math.max(1, Math.floor(rings[0].length / 2 / 400)) * 2;
  const outer = rings[0].filter((_, k) => k % step < 2), width = box[2] - box[0], height = box[3] - box[1];
  /** @type {{x: number, y: number, room: number, worth: number}[]} */ const found = [];
  for (let row = 1; row < 12; row++) {
    for (let column = 1; column < 12; column++) {
      const x = box[0] + (width * column) / 12, y = box[1] + (height * row) / 12;
      const [west, east] = across(outer, x, y);
      if (west === null) continue;
      const left = Math.max(west, box[0]), right = Math.min(/** @type {number} */ (east), box[2]), middle = (left + right) / 2;
      const inland = Math.min(distanceTo(outer, middle, y), y - box[1], box[3] - y);
      found.push({ x: middle, y, room: right - left, worth: (right - left) / 4 + inland - Math.abs(row - 6) * 0.1 });
    }
  }
  found.sort((a, b) => b.worth - a.worth);
  /** @type {{x: number, y: number, room: number}[]} */ const best = [];
  for (const spot of found)
    if (best.length < 6 && best.every((other) => Math.abs(other.y - spot.y) > 16)) best.push(spot);
  return best;
}

/**
 * Give how far a ring goes west and east of a point inside it; nulls for a point outside.
 * @param {Float64Array} ring
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]|[null, null]}
 */
function across(ring, x, y) {
  let west = -Infinity, east = Infinity, isInner = false;
  for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2) {
    if (ring[k + 1] > y === ring[j + 1] > y) continue;
    const at = ((ring[j] - ring[k]) * (y - ring[k + 1])) / (ring[j + 1] - ring[k + 1]) + ring[k];
    if (at > x) { isInner = !isInner; east = Math.min(east, at); } else west = Math.max(west, at);
  }
  return isInner ? [west, east] : [null, null];
}
