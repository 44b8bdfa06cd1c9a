// Names on the map: the important first, none over another, none over a symbol.

const SANS = '"Atlas Sans", "Noto Sans", "Atlas Han", "Atlas Han Other", system-ui, "Noto Sans CJK JP", sans-serif';
const SERIF = '"Atlas Serif", "Noto Serif", "Atlas Han", "Atlas Han Other", Georgia, "Noto Serif CJK JP", serif';
const CELL = 64;
const IMPORTANT = 2; // ranks before this

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

/** @typedef {{i: number, x: number, y: number, gap: number, text: string, second: string, style: TextStyle, rank: number, centred: boolean}} Wanted */
/** @typedef {{i: number, box: number[], x: number, y: number, text: string, second: string, split: number, style: TextStyle}} Placed */

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
    const found = (want.second && tryPlace(ctx, want, want.second, taken, room)) || tryPlace(ctx, want, "", taken, room)
      || (want.rank < IMPORTANT && tryPlace(ctx, want, "", names, room));
    if (!found) continue;
    taken.add(found.box);
    names.add(found.box);
    placed.push(found);
  }
  return placed;
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
  ctx.letterSpacing = `${style.spacing * style.size}px`;
  ctx.font = fontOf(style);
  const split = widthOf(ctx, want.text);
  ctx.font = fontOf({ ...style, bold: false }, style.size * 0.86);
  const width = split + (second ? widthOf(ctx, second) + style.size * 0.4 : 0);
  const h = style.size * 1.1;
  const spots = want.centred ? [[x - width / 2, y - h / 2]] : [
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
    if (style.halo) { ctx.strokeStyle = style.halo; ctx.lineWidth = 3; ctx.globalAlpha = 0.85; ctx.strokeText(words, x, label.y); ctx.globalAlpha = 1; }
    ctx.fillStyle = fill;
    ctx.fillText(words, x, label.y);
  };
  write(text, label.x, fontOf(style), style.fill);
  if (second) write(second, label.x + label.split + style.size * 0.4, fontOf({ ...style, bold: false }, style.size * 0.86), "#5c564b");
  ctx.letterSpacing = "0px";
}

/**
 * Set a name along a line, letter by letter, as the names of seas are set.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float64Array} run screen pixels
 * @param {string} text
 * @param {TextStyle} style
 * @param {Taken} taken
 * @returns {boolean} whether there was room
 */
function letterAlong(ctx, run, text, style, taken) {
  const total = lengthOf(run);
  ctx.letterSpacing = "0px";
  ctx.font = fontOf(style);
  const letters = [...text];
  const plain = letters.map((letter) => widthOf(ctx, letter));
  const bare = plain.reduce((sum, w) => sum + w, 0);
  const spacing = Math.min(style.size * 1.6, Math.max(style.size * style.spacing, (total * 0.8 - bare) / Math.max(1, letters.length - 1)));
  const need = bare + spacing * (letters.length - 1);
  if (need > total * 1.25 || total > need * 9) return false;
  let at = (total - need) / 2;
  /** @type {{letter: string, x: number, y: number, angle: number}[]} */ const set = [];
  letters.forEach((letter, k) => {
    const spot = pointAlong(run, at + plain[k] / 2);
    set.push({ letter, ...spot });
    at += plain[k] + spacing;
  });
  const half = style.size / 2;
  if (set.some(({ x, y }) => !taken.isFree([x - half, y - half, x + half, y + half]))) return false;
  ctx.globalAlpha = 0.9;
  ctx.fillStyle = style.fill;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const { letter, x, y, angle } of set) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    ctx.fillText(letter, 0, 0);
    ctx.restore();
    taken.add([x - half, y - half, x + half, y + half]);
  }
  return true;
}

/** @param {Float64Array} run */
function lengthOf(run) {
  let length = 0;
  for (let k = 2; k < run.length; k += 2) length += Math.hypot(run[k] - run[k - 2], run[k + 1] - run[k - 1]);
  return length;
}

/**
 * Give the point and the direction at a distance along a run; before and after it goes straight on.
 * @param {Float64Array} run
 * @param {number} at
 */
function pointAlong(run, at) {
  let rest = at;
  for (let k = 2; k < run.length; k += 2) {
    const dx = run[k] - run[k - 2], dy = run[k + 1] - run[k - 1], length = Math.hypot(dx, dy);
    if (rest <= length || k + 2 >= run.length) {
      const t = rest / (length || 1);
      return { x: run[k - 2] + dx * t, y: run[k - 1] + dy * t, angle: Math.atan2(dy, dx) };
    }
    rest -= length;
  }
  return { x: run[0], y: run[1], angle: 0 };
}
