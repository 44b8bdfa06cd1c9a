// Areas that changed hands within the time shown: each holder in bands of its own, as on paper.

/** @typedef {{place: number, of: number}} Turn which of so many bands are an area's; beside a single one there is a gap as wide */

/**
 * Give the bands of those shown areas that do not hold throughout; those of one layer that lie on
 * the same ground take turns in the order of time. The same as layers/render/bands.py.
 * @param {Store} store
 * @returns {Map<number, Turn>} by place
 */
function findTurns(store) {
  /** @type {number[]} */ const passing = [];
  for (let i = 0; i < store.n; i++) if (store.type[i] === AREA && store.shown[i] && !store.lasting[i]) passing.push(i);
  passing.sort((a, b) => store.days[a * 4] - store.days[b * 4] || (store.id[a] < store.id[b] ? -1 : 1));
  /** @type {Map<number, number[]>} */ const alike = new Map(); // by the first that has the same shape
  for (const i of passing) {
    const first = store.groundOf(i), others = alike.get(first);
    if (others) others.push(i); else alike.set(first, [i]);
  }
  const beside = (/** @type {number} */ i) => [store.groundOf(i), ...store.overlapsOf(i)].flatMap((first) => alike.get(first) || []).filter((k) => k !== i);
  /** @type {Map<number, number>} */ const places = new Map();
  for (const i of passing) {
    const taken = new Set(beside(i).map((k) => places.get(k)));
    let place = 0;
    while (taken.has(place)) place++;
    places.set(i, place);
  }
  /** @type {Map<number, Turn>} */ const turns = new Map();
  for (const i of passing) {
    if (turns.has(i)) continue;
    const joined = joinedTo(i, beside), of = Math.max(2, ...joined.map((k) => /** @type {number} */ (places.get(k)) + 1));
    for (const k of joined) turns.set(k, { place: /** @type {number} */ (places.get(k)), of });
    if (joined.length === 1 && store.hold[i] === 1) turns.delete(i); // only possible, and alone: it has a look of its own
  }
  return turns;
}

/**
 * Give all that is joined to an area by others, itself among them.
 * @param {number} i
 * @param {(i: number) => number[]} beside
 */
function joinedTo(i, beside) {
  const found = new Set([i]), pending = [i];
  while (pending.length) for (const k of beside(/** @type {number} */ (pending.pop()))) if (!found.has(k)) { found.add(k); pending.push(k); }
  return [...found];
}

/** @type {Map<string, CanvasPattern>} */ const bandPatterns = new Map();

/**
 * Give the bands of a turn in one colour, to fill with: diagonal, as on paper, and anchored to the
 * ground. A pixel of the pattern is one of the screen: that is painted fastest, a clip slowest.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Turn} turn
 * @param {string} colour
 * @param {number} width of a band
 * @param {number} ratio pixels of the screen in one of the map
 * @returns {CanvasPattern}
 */
function bandPattern(ctx, turn, colour, width, ratio) {
  const key = [turn.place, turn.of, colour, width, ratio].join();
  let pattern = bandPatterns.get(key);
  if (!pattern) {
    const tile = document.createElement("canvas"), side = Math.max(2 * turn.of, Math.round(turn.of * width * Math.SQRT2 * ratio));
    tile.width = tile.height = side;
    const own = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    own.fillStyle = colour;
    own.beginPath();
    for (const k of [-1, 0]) {
      const from = k * side + (turn.place * side) / turn.of, to = from + side / turn.of;
      for (const [n, [x, y]] of [[from, 0], [to, 0], [to + side, side], [from + side, side]].entries()) own[n ? "lineTo" : "moveTo"](x, y);
      own.closePath();
    }
    own.fill();
    pattern = /** @type {CanvasPattern} */ (ctx.createPattern(tile, "repeat"));
    pattern.setTransform(new DOMMatrix().scale(1 / ratio, 1 / ratio));
    bandPatterns.set(key, pattern);
  }
  return pattern;
}

/**
 * Leave of what was painted in a box only the bands of a turn.
 * @param {CanvasRenderingContext2D} ctx of a picture that holds nothing else
 * @param {Turn} turn
 * @param {number} width of a band
 * @param {number} ratio
 * @param {number[]} box left, top, width and height
 */
function keepBands(ctx, turn, width, ratio, [left, top, across, down]) {
  ctx.globalCompositeOperation = "destination-in";
  ctx.globalAlpha = 1;
  ctx.fillStyle = bandPattern(ctx, turn, "#000000", width, ratio);
  ctx.fillRect(left, top, across, down);
  ctx.globalCompositeOperation = "source-over";
}
