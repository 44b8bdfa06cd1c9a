// How one area or one line is painted on a canvas: fill, hatch, outline, casing, ticks.

const hatches = new Map();

/**
 * Give the tile of a hatch: one line (or dot) of the pattern, twice as fine as the screen.
 * @param {NonNullable<AreaStyle["hatch"]>} hatch
 * @returns {HTMLCanvasElement}
 */
function hatchTile(hatch) {
  const key = [hatch.pattern === "dots", hatch.stroke, hatch.spacing, hatch.width].join();
  if (!hatches.has(key)) {
    const side = Math.max(4, Math.round(hatch.spacing * 4));
    const tile = document.createElement("canvas");
    tile.width = tile.height = side;
    const ctx = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    ctx.strokeStyle = ctx.fillStyle = hatch.stroke;
    ctx.lineWidth = hatch.width * 4;
    ctx.beginPath();
    if (hatch.pattern === "dots") ctx.arc(side / 2, side / 2, hatch.width * 6, 0, 7);
    else { ctx.moveTo(-1, side / 2); ctx.lineTo(side + 1, side / 2); }
    if (hatch.pattern === "dots") ctx.fill(); else ctx.stroke();
    hatches.set(key, tile);
  }
  return hatches.get(key);
}

const patterns = new WeakMap();

/**
 * Give the tile as a pattern at an angle; it is made once.
 * @param {CanvasRenderingContext2D} ctx
 * @param {HTMLCanvasElement} tile
 * @param {NonNullable<AreaStyle["hatch"]>} hatch
 * @param {number} angle degrees
 * @returns {CanvasPattern}
 */
function patternOf(ctx, tile, hatch, angle) {
  const made = patterns.get(tile) || new Map();
  patterns.set(tile, made);
  if (!made.has(angle)) {
    const pattern = /** @type {CanvasPattern} */ (ctx.createPattern(tile, "repeat"));
    const scale = hatch.spacing / tile.width;
    pattern.setTransform(new DOMMatrix().rotate(-angle).scale(scale, scale));
    made.set(angle, pattern);
  }
  return made.get(angle);
}

/**
 * Fill the path with a hatch that stays where it is on the ground when the map moves.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {NonNullable<AreaStyle["hatch"]>} hatch
 * @param {boolean} [evenOdd]
 */
function fillHatch(ctx, path, hatch, evenOdd = true) {
  const tile = hatchTile(hatch);
  const angles = hatch.pattern === "cross" ? [hatch.angle, hatch.angle + 90] : [hatch.angle];
  for (const angle of angles) {
    ctx.fillStyle = patternOf(ctx, tile, hatch, angle);
    ctx.fill(path, evenOdd ? "evenodd" : "nonzero");
  }
}

/**
 * Paint an area.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {AreaStyle} style
 * @param {Path2D|null} [outline] what of its edge is a border; none if that is drawn by itself
 */
function paintArea(ctx, path, style, outline = path) {
  ctx.globalAlpha = style.opacity * style.fillOpacity;
  ctx.fillStyle = style.fill;
  ctx.fill(path, "evenodd");
  ctx.globalAlpha = style.opacity;
  if (style.hatch) fillHatch(ctx, path, style.hatch);
  if (outline) strokeArea(ctx, outline, style);
}

/**
 * Paint the border of an area.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} outline
 * @param {AreaStyle} style
 */
function strokeArea(ctx, outline, style) {
  if (style.width <= 0) return;
  ctx.globalAlpha = style.opacity;
  ctx.setLineDash(style.dash);
  ctx.lineJoin = "round";
  ctx.lineCap = "butt";
  ctx.strokeStyle = style.stroke;
  ctx.lineWidth = style.width;
  ctx.stroke(outline);
}

/**
 * Paint a line: casing, stroke, and the ticks of a railway.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {Path2D|null} ticks
 * @param {LineStyle} style
 */
function paintLine(ctx, path, ticks, style) {
  ctx.globalAlpha = style.opacity;
  ctx.lineJoin = "round";
  ctx.lineCap = "butt";
  ctx.setLineDash([]);
  if (style.casing) {
    ctx.strokeStyle = style.casing;
    ctx.lineWidth = style.width + 2.4;
    ctx.stroke(path);
  }
  ctx.strokeStyle = style.stroke;
  if (ticks) {
    ctx.lineWidth = Math.max(1, style.width * 0.7);
    ctx.stroke(ticks);
  }
  ctx.setLineDash(style.dash);
  ctx.lineWidth = style.width;
  ctx.stroke(path);
}

/**
 * Give the ticks of a railway: short strokes across the line at a spacing.
 * @param {Float64Array} points screen pixels
 * @param {number} spacing
 * @param {number} half half the length of a tick
 * @returns {Path2D}
 */
function tickPath(points, spacing, half) {
  const path = new Path2D();
  let rest = spacing / 2;
  for (let k = 2; k < points.length; k += 2) {
    const x = points[k - 2], y = points[k - 1];
    const dx = points[k] - x, dy = points[k + 1] - y;
    const length = Math.hypot(dx, dy);
    if (length === 0 || length > 200000) continue;
    const ux = dx / length, uy = dy / length;
    for (; rest <= length; rest += spacing) {
      const px = x + ux * rest, py = y + uy * rest;
      path.moveTo(px - uy * half, py + ux * half);
      path.lineTo(px + uy * half, py - ux * half);
    }
    rest -= length;
  }
  return path;
}
