// Names on the map: the important first, none over another, none over a symbol.

const SANS = '"Atlas Sans", "Noto Sans", "Atlas Han", "Atlas Han Other", "Atlas Other", system-ui, "Noto Sans CJK JP", sans-serif';
const SERIF = '"Atlas Serif", "Noto Serif", "Atlas Han", "Atlas Han Other", "Atlas Other", Georgia, "Noto Serif CJK JP", serif';
const CELL = 64;
const IMPORTANT = 2; // ranks before this
const WIDEST = 19, NARROWEST = 10.5; // pixels, of a name across an area
const OVERHANG = 1.6; // how much wider than its area a plain name may be
const NAMESAKE = 90; // pixels within which a name is not written twice

/**
 * Write the CSS font of a text style.
 * @param {TextStyle} style
 * @param {number} [size] pixels
 */
const fontOf = (style, size = style.size) =>
  `${style.italic ? "italic " : ""}${style.bold ? "bold " : ""}${size}px ${style.family === "serif" ? SERIF : SANS}`;

/** Boxes that are taken already. */
class Taken {
  constructor() { /** @type {Map<string, number[][]>} */ this.cells = new Map(); }

  /** @param {number[]} box @param {(cell: string) => void} visit */
  each(box, visit) {
    for (let cx = Math.floor(box[0] / CELL); cx <= Math.floor(box[2] / CELL); cx++)
      for (let cy = Math.floor(box[1] / CELL); cy <= Math.floor(box[3] / CELL); cy++) visit(`${cx} ${cy}`);
  }

  /** @param {number[]} box */
  add(box) {
    this.each(box, (cell) => { const boxes = this.cells.get(cell); if (boxes) boxes.push(box); else this.cells.set(cell, [box]); });
  }

  /** @param {number[]} box */
  isFree(box) {
    let free = true;
    this.each(box, (cell) => {
      for (const b of this.cells.get(cell) || []) if (b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]) free = false;
    });
    return free;
  }
}

const widths = new Map();

/**
 * Measure a text; the answer is kept.
 * @param {CanvasRenderingContext2D} ctx with its font and spacing set
 * @param {string} text
 */
function widthOf(ctx, text) {
  const key = `${ctx.font}|${ctx.letterSpacing}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20000) widths.clear();
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/**
 * Measure a text in a style. The answer is kept by the style's own words: to set a canvas's font is dearer than to look it up.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {TextStyle} style
 */
function widthAt(ctx, text, style) {
  const font = fontOf(style), spacing = `${style.spacing * style.size}px`, key = `${font}|${spacing}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  ctx.letterSpacing = spacing;
  ctx.font = font;
  const width = ctx.measureText(text).width;
  if (widths.size > 20000) widths.clear();
  widths.set(key, width);
  return width;
}

/** @typedef {{x: number, y: number, room: number}} Spot a place to centre a name on, and the room across it */
/** @typedef {{i: number, x: number, y: number, gap: number, text: string, second: string, style: TextStyle, rank: number, wide?: TextStyle, spots?: Spot[]}} Wanted */
/** @typedef {{i: number, box: number[], x: number, y: number, text: string, second: string, split: number, style: TextStyle, isWide?: boolean}} Placed */

/** @typedef {{view: number[], all: number[], most: number}} Room */

/** @param {number} x @param {number} y @param {number[]} box */
const isWithin = (x, y, box) => x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3];

/**
 * Choose where names go: right, left, above or below their point, or centred in their area.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Wanted[]} wanted
 * @param {Taken} taken
 * @param {Room} room what is in view, all of the canvas, and the most names
 * @returns {Placed[]}
 */
function placeLabels(ctx, wanted, taken, room) {
  /** @type {Placed[]} */ const placed = [];
  const names = new Taken(); // an important name may stand on a symbol, never on a name
  wanted.sort((a, b) => a.rank - b.rank);
  for (const want of wanted.slice(0, room.most * 3)) {
    if (placed.length >= room.most) break;
    if (placed.some((other) => other.text.toLowerCase() === want.text.toLowerCase() && Math.hypot(other.x - want.x, other.y - want.y) < NAMESAKE)) continue;
    const found = want.wide ? placeWide(ctx, want, taken, room) : (want.second && tryPlace(ctx, want, want.second, taken, room)) || tryPlace(ctx, want, "", taken, room)
      || (want.rank < IMPORTANT && tryPlace(ctx, want, "", names, room));
    if (!found) continue;
    taken.add(found.box);
    names.add(found.box);
    placed.push(found);
  }
  return placed;
}

/**
 * Set a name across its area: in wide capitals where they fit, plainly where they do not, else not at all.
 * What stands in brackets is left to the card where there is no room for it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Wanted} want
 * @param {Taken} taken
 * @param {Room} room
 * @returns {Placed|null}
 */
function placeWide(ctx, want, taken, room) {
  const wide = /** @type {TextStyle} */ (want.wide), short = want.text.replace(/\s*[((][^))]*[))]\s*$/, "") || want.text;
  for (const spot of want.spots || []) {
    for (const text of new Set([want.text, short])) {
      const written = text.toUpperCase();
      const size = Math.min(WIDEST, (spot.room * 0.8) / (widthAt(ctx, written, { ...wide, size: 10 }) / 10), wide.size * (0.9 + spot.room / 600));
      if (size < NARROWEST) continue;
      const found = tryPlace(ctx, { ...want, text: written, style: { ...wide, size }, spots: [spot] }, "", taken, room);
      if (found) return { ...found, isWide: true };
    }
  }
  const spots = (want.spots || []).filter((spot) => widthAt(ctx, short, want.style) < spot.room * OVERHANG);
  return tryPlace(ctx, { ...want, text: short, spots }, "", taken, room);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Wanted} want
 * @param {string} second
 * @param {Taken} taken
 * @param {Room} room
 * @returns {Placed|null}
 */
function tryPlace(ctx, want, second, taken, room) {
  const { style, x, y, gap } = want;
  const split = widthAt(ctx, want.text, style);
  const width = split + (second ? widthAt(ctx, second, { ...style, bold: false, size: style.size * 0.86 }) + style.size * 0.4 : 0);
  const h = style.size * 1.1;
  const spots = want.spots ? want.spots.map((spot) => [spot.x - width / 2, spot.y - h / 2]) : [
    [x + gap, y - h / 2], [x - gap - width, y - h / 2], [x - width / 2, y - gap - h], [x - width / 2, y + gap],
    [x + gap * 0.8, y - gap * 0.6 - h], [x + gap * 0.8, y + gap * 0.6],
  ];
  for (const [left, top] of spots) {
    const edge = isWithin(x, y, room.view) ? room.view : room.all;
    if (left < edge[0] || top < edge[1] || left + width > edge[2] || top + h > edge[3]) continue;
    const box = [left - 1, top, left + width + 1, top + h];
    if (taken.isFree(box)) return { i: want.i, box, x: left, y: top + h / 2, text: want.text, second, split, style };
  }
  return null;
}

/**
 * Write a label with its halo.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Placed} label
 */
function drawLabel(ctx, label) {
  const { style, text, second } = label;
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.lineJoin = "round";
  ctx.letterSpacing = `${style.spacing * style.size}px`;
  const write = (/** @type {string} */ words, /** @type {number} */ x, /** @type {string} */ font, /** @type {string} */ fill) => {
    ctx.font = font;
    if (style.halo) { ctx.strokeStyle = style.halo; ctx.lineWidth = 3; ctx.globalAlpha = label.isWide ? 0.5 : 0.85; ctx.strokeText(words, x, label.y); ctx.globalAlpha = 1; }
    ctx.fillStyle = fill;
    ctx.fillText(words, x, label.y);
  };
  write(text, label.x, fontOf(style), style.fill);
  if (second) write(second, label.x + label.split + style.size * 0.4, fontOf({ ...style, bold: false }, style.size * 0.86), "#5c564b");
  ctx.letterSpacing = "0px";
}
