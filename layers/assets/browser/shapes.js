// Lines and areas as paths of screen pixels, built once for each zoom and kept.

/** Paths of one zoom: pixels from the map's pixel origin. */
class Shapes {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.key = "";
    /** @type {Map<number, {path: Path2D, box: number[], points: Float64Array[]}[]>} */
    this.paths = new Map();
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

  /** @param {{rings: Float64Array[], box: number[]}} part @param {boolean} isArea */
  build(part, isArea) {
    const path = new Path2D();
    const points = part.rings.map((ring) => this.thin(ring));
    for (const ring of points) {
      path.moveTo(ring[0], ring[1]);
      for (let k = 2; k < ring.length; k += 2) path.lineTo(ring[k], ring[k + 1]);
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
 * Find a good place for a name inside an area: the most inland point of a coarse grid.
 * @param {Float64Array[]} rings
 * @param {number[]} box
 * @returns {[number, number]}
 */
function innerPoint(rings, box) {
  let best = -1;
  /** @type {[number, number]} */ let point = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const step = Math.max(1, Math.floor(rings[0].length / 2 / 400)) * 2;
  const outer = rings[0].filter((_, k) => k % step < 2);
  for (let row = 1; row < 12; row++) {
    for (let column = 1; column < 12; column++) {
      const x = box[0] + ((box[2] - box[0]) * column) / 12, y = box[1] + ((box[3] - box[1]) * row) / 12;
      if (!isInside([outer], x, y)) continue;
      const aside = Math.abs(column - 6) / (box[2] - box[0]) + Math.abs(row - 6) / (box[3] - box[1]); // among equals the middle
      const far = distanceTo(outer, x, y) - aside;
      if (far > best) { best = far; point = [x, y]; }
    }
  }
  return point;
}
