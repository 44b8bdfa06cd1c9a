// Names of waters: of seas letter by letter along a line, of rivers level with a straight reach.

const LOOSEST = 0.95; // em between the letters of a sea
const STRAIGHT = 0.94; // chord over length of a reach that can carry a name

/** @typedef {{text: string, x: number, y: number, angle: number, style: TextStyle, spacing: number}} Letters */

/**
 * Set a name along a line, letter by letter, as the names of seas are set.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float64Array} run screen pixels
 * @param {string} text
 * @param {TextStyle} style
 * @param {Taken} taken
 * @returns {Letters[]} nothing if there was no room
 */
function letterAlong(ctx, run, text, style, taken) {
  const total = lengthOf(run);
  ctx.letterSpacing = "0px";
  ctx.font = fontOf(style);
  const letters = [...text];
  const plain = letters.map((letter) => widthOf(ctx, letter));
  const bare = plain.reduce((sum, w) => sum + w, 0);
  const spacing = Math.min(style.size * LOOSEST, Math.max(style.size * style.spacing, (total * 0.8 - bare) / Math.max(1, letters.length - 1)));
  const need = bare + spacing * (letters.length - 1);
  if (need > total * 1.25 || total > need * 9) return [];
  let at = (total - need) / 2;
  /** @type {{letter: string, x: number, y: number, angle: number}[]} */ const set = [];
  letters.forEach((letter, k) => {
    const spot = pointAlong(run, at + plain[k] / 2);
    set.push({ letter, ...spot });
    at += plain[k] + spacing;
  });
  const half = style.size / 2;
  if (set.some(({ x, y }) => !taken.isFree([x - half, y - half, x + half, y + half]))) return [];
  for (const { x, y } of set) taken.add([x - half, y - half, x + half, y + half]);
  return set.map(({ letter, x, y, angle }) => ({ text: letter, x, y, angle, style, spacing: 0 }));
}

/**
 * Write what was set.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Letters[]} letters
 */
function paintLetters(ctx, letters) {
  ctx.globalAlpha = 0.9;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const { text, x, y, angle, style, spacing } of letters) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    ctx.letterSpacing = `${spacing * style.size}px`;
    ctx.font = fontOf(style);
    ctx.fillStyle = style.fill;
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }
  ctx.letterSpacing = "0px";
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

/**
 * Set the name of a river over its straightest free reach.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float64Array} run screen pixels
 * @param {string} text
 * @param {TextStyle} style
 * @param {Taken} taken
 * @param {(x: number, y: number) => boolean} isSeen
 * @returns {Letters[]} nothing if there was no such reach
 */
function letterBeside(ctx, run, text, style, taken, isSeen) {
  ctx.letterSpacing = `${style.spacing * style.size}px`;
  ctx.font = fontOf(style);
  const need = widthOf(ctx, text) + style.size, total = lengthOf(run);
  if (total < need * 1.6) return [];
  /** @type {{x: number, y: number, angle: number, straight: number}|null} */ let best = null;
  const step = Math.max(need / 3, total / 60);
  for (let at = 0; at + need <= total; at += step) {
    const a = pointAlong(run, at), b = pointAlong(run, at + need);
    const straight = Math.hypot(b.x - a.x, b.y - a.y) / need;
    if (straight < STRAIGHT || (best && straight <= best.straight) || !isSeen((a.x + b.x) / 2, (a.y + b.y) / 2)) continue;
    const [left, right] = a.x <= b.x ? [a, b] : [b, a], angle = Math.atan2(right.y - left.y, right.x - left.x);
    const x = (a.x + b.x) / 2 + Math.sin(angle) * style.size * 0.75, y = (a.y + b.y) / 2 - Math.cos(angle) * style.size * 0.75;
    if (boxesAlong(x, y, angle, need, style.size).every((box) => taken.isFree(box))) best = { x, y, angle, straight };
  }
  if (!best) return [];
  for (const box of boxesAlong(best.x, best.y, best.angle, need, style.size)) taken.add(box);
  return [{ text, x: best.x, y: best.y, angle: best.angle, style, spacing: style.spacing }];
}

/** Small boxes that cover a turned text. @param {number} x @param {number} y @param {number} angle @param {number} length @param {number} size */
function boxesAlong(x, y, angle, length, size) {
  const boxes = [], half = size / 2;
  for (let at = -length / 2; at <= length / 2; at += size) {
    const px = x + Math.cos(angle) * at, py = y + Math.sin(angle) * at;
    boxes.push([px - half, py - half, px + half, py + half]);
  }
  return boxes;
}
