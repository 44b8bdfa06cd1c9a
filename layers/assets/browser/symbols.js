// Symbols: own drawings on a square of 24 units, centred on 12, 12.
// `stroke` parts are drawn as lines over the filled parts.

/** @type {Object<string, {fill: string, line?: string}>} */
const SYMBOLS = {
  circle: { fill: "M12 3a9 9 0 1 0 .01 0z" },
  ring: { fill: "M12 3a9 9 0 1 0 .01 0z", line: "M12 8.5a3.5 3.5 0 1 0 .01 0z" },
  square: { fill: "M4 4h16v16H4z" },
  diamond: { fill: "M12 1.5 22.5 12 12 22.5 1.5 12z" },
  triangle: { fill: "M12 2.5 22 20.5H2z" },
  star: { fill: "M12 1.5l3.1 6.9 7.5.8-5.6 5 1.6 7.4L12 17.8l-6.6 3.8L7 14.2l-5.6-5 7.5-.8z" },
  derrick: { fill: "M10.5 2h3l.5 4 4.5 15h2V23h-17v-2h2L10 6z", line: "M9.2 10h5.6M8 14.5h8M6.7 19h10.6M9.2 10 16 14.5M14.8 10 8 14.5M8 14.5 17.3 19M16 14.5 6.7 19" },
  pick: { fill: "M2 9.5C7 3 17 3 22 9.5c-3-1.8-5.5-2.7-8.3-3V22.5h-3.4V6.5C7.5 6.8 5 7.7 2 9.5z" },
  fish: { fill: "M1.5 12C5 6.5 12 5 17 10.5L22.5 6.5v11L17 13.5C12 19 5 17.5 1.5 12z", line: "M6 11.5h.2M10 8.6c1.2 2.2 1.2 4.6 0 6.8" },
  tree: { fill: "M12 1.5 17 8h-2.2l4 5.5h-2.6l4.3 5.5h-7V23h-3v-4h-7l4.3-5.5H5.2l4-5.5H7z" },
  anchor: { fill: "M10.5 8.5A3.4 3.4 0 1 1 13.5 8.5V10H17v3h-3.5v6.2c2.5-.4 4.3-1.7 5-3.7l-1.7.3 2.7-4.3 2.5 4.5-1.5-.3C19.5 20 16.5 22.5 12 22.5S4.5 20 3.5 15.7L2 16l2.5-4.5L7.2 15.8l-1.7-.3c.7 2 2.5 3.3 5 3.7V13H7v-3h3.5z" },
  flag: { fill: "M4 1.5h2.5V3C12 1 15 6 21 4v10c-6 2-9-3-14.5-1v9.5H4z" },
  quill: { fill: "M22 1.5C13 2 6 7.5 4.5 16L2 22.5l2-.5 2.5-4.5C14 17 20 12 22 1.5z", line: "M5.5 17.5C8 12.5 12.5 8.5 17 6.5" },
  swords: { fill: "M2 2h4l7 7.5-1.3 1.3 6.8 7 1.6-1.6 1.4 1.4-2 2 2 2-1.3 1.4-2-2.1-2 2-1.4-1.4 1.6-1.6-7-6.8L9.5 13 2 6zM22 2v4l-4.5 4.3-3.3-3.3L18 2zM10 14.5l-4 4 1.6 1.6-1.4 1.4-2-2L2.2 21.6.9 20.2l2-2-2-2 1.4-1.4 1.6 1.6 3.4-4.2z" },
  train: { fill: "M7 2h10c2 0 3.5 1.5 3.5 3.5V16c0 1.7-1.2 3-2.8 3.2l2.3 3.3h-3L15 20H9l-2 2.5H4l2.3-3.3C4.7 19 3.5 17.7 3.5 16V5.5C3.5 3.5 5 2 7 2z", line: "M6.5 6h11v5h-11zM7 15.5h1.5M15.5 15.5H17" },
  house: { fill: "M12 2 23 11.5h-3V22H4V11.5H1z", line: "M10 22v-6h4v6" },
  person: { fill: "M12 1.5a4.5 4.5 0 1 1-.01 0zM4 22.5c0-7 2.5-10.5 8-10.5s8 3.5 8 10.5z" },
  scales: { fill: "M10.7 2h2.6v2.5H21V6l2.5 7c0 2-1.6 3.2-4 3.2S15.5 15 15.5 13L18 6.5h-4.7v12.7H18V22H6v-2.8h4.7V6.5H6L8.5 13c0 2-1.6 3.2-4 3.2S.5 15 .5 13L3 6V4.5h7.7z" },
  coin: { fill: "M12 2a10 10 0 1 0 .01 0z", line: "M12 5.5a6.5 6.5 0 1 0 .01 0zM12 8.5v7M9.5 10.5h5M9.5 13.5h5" },
};

const symbolPaths = new Map();

/**
 * Give the two paths of a symbol; an unknown name is a circle.
 * @param {string} name
 * @returns {{fill: Path2D, line: Path2D|null}}
 */
function symbolPath(name) {
  const known = Object.hasOwn(SYMBOLS, name) ? name : "circle";
  if (!symbolPaths.has(known)) {
    const { fill: d, line } = SYMBOLS[known];
    symbolPaths.set(known, { fill: new Path2D(d), line: line ? new Path2D(line) : null });
  }
  return symbolPaths.get(known);
}

/**
 * Draw a symbol centred on a point.
 * @param {CanvasRenderingContext2D} ctx
 * @param {SymbolStyle} style
 * @param {number} x
 * @param {number} y
 */
function drawSymbol(ctx, style, x, y) {
  const { fill: shape, line } = symbolPath(style.symbol);
  const scale = style.size / 24;
  ctx.save();
  ctx.translate(x - style.size / 2, y - style.size / 2);
  ctx.scale(scale, scale);
  ctx.globalAlpha = style.opacity;
  ctx.lineJoin = "round";
  ctx.lineWidth = (style.width * 2) / scale;
  ctx.setLineDash(style.dash.map((part) => part / scale));
  ctx.strokeStyle = style.stroke;
  ctx.stroke(shape);
  ctx.fillStyle = style.fill;
  ctx.fill(shape, "evenodd");
  if (line) {
    ctx.setLineDash([]);
    ctx.lineWidth = Math.max(style.width / scale, 1.1);
    ctx.stroke(line);
  }
  ctx.restore();
}

/**
 * Draw the number of events that stand at one point, and give its box.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} count
 */
function drawBadge(ctx, x, y, count) {
  const text = String(count), r = text.length > 1 ? 8 : 6.5;
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 7);
  ctx.fillStyle = "#26221c";
  ctx.fill();
  ctx.strokeStyle = "#fbf8f1";
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fillStyle = "#fbf8f1";
  ctx.font = `bold 9.5px ${SANS}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
  return [x - r, y - r, x + r, y + r];
}

/** Symbols drawn once into small pictures: very many marks are then only copies. */
class Sprites {
  constructor() { this.start(1); }

  /** Forget the pictures when the pixel ratio changed. @param {number} ratio */
  start(ratio) {
    if (this.ratio === ratio) return;
    this.ratio = ratio;
    /** @type {Map<SymbolStyle, HTMLCanvasElement>} */ this.pictures = new Map();
  }

  /**
   * Copy a symbol to a point.
   * @param {CanvasRenderingContext2D} ctx
   * @param {SymbolStyle} style the same object for the same look
   * @param {number} x
   * @param {number} y
   * @param {number} alpha
   */
  stamp(ctx, style, x, y, alpha) {
    const { ratio } = this;
    let picture = this.pictures.get(style);
    if (!picture) {
      picture = document.createElement("canvas");
      picture.width = picture.height = 2 * Math.ceil((style.size / 2 + style.width + 1.5) * ratio);
      const own = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
      own.scale(ratio, ratio);
      drawSymbol(own, style, picture.width / ratio / 2, picture.height / ratio / 2);
      this.pictures.set(style, picture);
    }
    const side = picture.width / ratio;
    ctx.globalAlpha = alpha;
    ctx.drawImage(picture, Math.round((x - side / 2) * ratio) / ratio, Math.round((y - side / 2) * ratio) / ratio, side, side);
  }
}
