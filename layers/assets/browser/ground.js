// The ground of the marks: areas, names of waters, lines. Painted on a canvas of its own, only when it changes.

const TINY = 6; // pixels; in a smaller area no one can see a hatch
const FADE_DEG = 2.5; // over which an area goes out where its layer ends but the country does not

/** @typedef {{zoom: number, corner: {x: number, y: number}, width: number, height: number, canvas: HTMLCanvasElement, pixelRatio: number, inset: number[]}} Frame */

/** @typedef {{i: number, parts: any[], style: AreaStyle}} Ruled an area and how it is painted */

/** @param {number[]} box */
const isTiny = (box) => box[2] - box[0] < TINY && box[3] - box[1] < TINY;

/** What lies under the points, on a canvas of its own. */
class Ground {
  /** @param {Store} store @param {any} look @param {Shapes} shapes */
  constructor(store, look, shapes) {
    this.store = store;
    this.look = look;
    this.shapes = shapes;
    this.canvas = document.createElement("canvas");
    this.bandCanvas = document.createElement("canvas");
    this.paleCanvas = document.createElement("canvas");
    this.key = this.paleKey = "";
    this.waterNames = new Taken();
    this.waterKey = "";
    /** @type {Letters[]} */ this.letters = [];
    /** @type {Set<string>} */ this.lettered = new Set(); // names of waters that are set across them
    /** @type {any[]} */ this.names = [];
    this.counts = { areas: 0, lines: 0 };
  }

  /** Paint the ground anew if it has changed. @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    const key = this.keyOf(frame);
    if (key === this.key) return;
    this.key = key;
    this.paint(frame.canvas);
  }

  /** Name all that the ground depends on: the camera, and what is shown how. @param {Frame} frame */
  keyOf(frame) {
    const { store, look } = this;
    let one = 17, two = 5381;
    for (let i = 0; i < store.n; i++) {
      if (store.type[i] < LINE || !store.shown[i]) continue;
      const mark = i * 4 + store.hold[i];
      const turn = look.turn(i), bands = turn ? turn.of * 64 + turn.place : 0;
      one = (Math.imul(Math.imul(one, 31) + mark, 37) + bands) | 0;
      two = (Math.imul(Math.imul(two, 33) ^ mark, 41) ^ bands) | 0;
    }
    const opacities = store.payload.layers.map((/** @type {any} */ _, /** @type {number} */ k) => look.opacity(k));
    this.camera = [this.shapes.key, frame.corner.x, frame.corner.y, frame.canvas.width, frame.canvas.height, frame.pixelRatio, facesReady, look.language()].join();
    return [this.camera, one, two, ...opacities].join();
  }

  /** @param {HTMLCanvasElement} like */
  paint(like) {
    const { corner, pixelRatio } = this.frame;
    const { canvas } = this, ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    if (canvas.width !== like.width || canvas.height !== like.height) {
      canvas.width = like.width;
      canvas.height = like.height;
      canvas.style.cssText = like.style.cssText;
    }
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.setTransform(pixelRatio, 0, 0, pixelRatio, -corner.x * pixelRatio, -corner.y * pixelRatio);
    this.names = [];
    this.counts = { areas: 0, lines: 0 };
    this.paintAreas(ctx);
    if (this.waterKey !== this.camera) { this.waterKey = this.camera; this.setLettering(ctx); }
    paintLetters(ctx, this.letters);
    this.paintLines(ctx);
  }

  /** Give what is painted as one pale shape, to be laid over it where it should go back; made once for each painting. */
  pale() {
    if (this.paleKey === this.key) return this.paleCanvas;
    this.paleKey = this.key;
    Object.assign(this.paleCanvas, { width: this.canvas.width, height: this.canvas.height });
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.paleCanvas.getContext("2d"));
    ctx.drawImage(this.canvas, 0, 0);
    ctx.globalCompositeOperation = "source-in";
    ctx.fillStyle = "#fbf8f1";
    ctx.fillRect(0, 0, this.canvas.width, this.canvas.height);
    return this.paleCanvas;
  }

  /** Whether a box in pixels from the pixel origin is on the canvas. @param {number[]} box */
  isNear(box) {
    const { corner, width, height } = this.frame;
    return box[2] >= corner.x - 4 && box[0] <= corner.x + width + 4 && box[3] >= corner.y - 4 && box[1] <= corner.y + height + 4;
  }

  /** Visit the shown features of a type that are in view. @param {number} type @param {(i: number, parts: any[]) => void} visit */
  each(type, visit) {
    for (let i = 0; i < this.store.n; i++) {
      if (this.store.type[i] !== type || !this.store.shown[i]) continue;
      const parts = this.shapes.of(i).filter((part) => this.isNear(part.box));
      if (parts.length) visit(i, parts);
    }
  }

  /** Areas, from the bottom layer to the top. @param {CanvasRenderingContext2D} ctx */
  paintAreas(ctx) {
    const { store } = this;
    let layer = -1;
    /** @type {Map<string, {turn: Turn, areas: Ruled[]}>} */ let banded = new Map();
    const close = () => { for (const group of banded.values()) this.paintBanded(ctx, group); banded = new Map(); this.fade(ctx, layer); };
    this.each(AREA, (i, parts) => {
      if (store.layer[i] !== layer) { close(); layer = store.layer[i]; }
      const drawing = store.drawingOf(i), turn = this.look.turn(i);
      if (!drawing.area) return;
      const area = { i, parts, style: { ...drawing.area, opacity: drawing.area.opacity * this.look.opacity(layer) } };
      if (turn) {
        const key = `${turn.place}/${turn.of}`, group = banded.get(key);
        if (group) group.areas.push(area); else banded.set(key, { turn, areas: [area] });
      } else { this.fillArea(ctx, area); this.bound(ctx, area); }
      this.counts.areas++;
      this.wantAreaName(i, drawing, parts);
    });
    close();
  }

  /** Paint areas that have the same bands: those with a hatch apart, then the whole border of all. @param {CanvasRenderingContext2D} ctx @param {{turn: Turn, areas: Ruled[]}} group */
  paintBanded(ctx, { turn, areas }) {
    const { pixelRatio } = this.frame, { width } = this.look.bands;
    const hatched = areas.filter(({ style }) => style.hatch);
    for (const area of areas) if (!area.style.hatch) this.fillArea(ctx, { ...area, style: { ...area.style, fill: bandPattern(ctx, turn, area.style.fill, width, pixelRatio) } });
    if (hatched.length) this.paintHatched(ctx, turn, hatched);
    for (const area of areas) this.bound(ctx, area);
  }

  /** Paint areas with a hatch in a picture of their own, and copy its bands. @param {CanvasRenderingContext2D} ctx @param {Turn} turn @param {Ruled[]} areas */
  paintHatched(ctx, turn, areas) {
    const { corner, width, height, pixelRatio } = this.frame, boxes = areas.flatMap(({ parts }) => parts.map((part) => part.box));
    const [left, top] = [0, 1].map((k) => Math.floor(Math.max(k ? corner.y : corner.x, Math.min(...boxes.map((b) => b[k])) - 1)));
    const across = Math.ceil(Math.min(corner.x + width, Math.max(...boxes.map((b) => b[2])) + 1)) - left, down = Math.ceil(Math.min(corner.y + height, Math.max(...boxes.map((b) => b[3])) + 1)) - top;
    const own = /** @type {CanvasRenderingContext2D} */ (this.bandCanvas.getContext("2d"));
    Object.assign(this.bandCanvas, { width: Math.ceil(across * pixelRatio), height: Math.ceil(down * pixelRatio) });
    own.setTransform(pixelRatio, 0, 0, pixelRatio, -left * pixelRatio, -top * pixelRatio);
    for (const area of areas) this.fillArea(own, area);
    keepBands(own, turn, this.look.bands.width, pixelRatio, [left, top, across, down]);
    ctx.globalAlpha = 1;
    ctx.drawImage(this.bandCanvas, left, top, this.bandCanvas.width / pixelRatio, this.bandCanvas.height / pixelRatio);
  }

  /** The land that took the place of the coarser one an area was cut with, if it did. @param {number} i */
  landFor(i) { return this.shapes.zoneOf(i) && this.look.land(this.frame.zoom, this.shapes.origin); }

  /** Fill an area, cut with the land that is drawn. @param {CanvasRenderingContext2D} ctx @param {Ruled} area */
  fillArea(ctx, { i, parts, style }) {
    const land = this.landFor(i);
    if (land) { // the land is finer than the area
      ctx.save();
      ctx.clip(land, "evenodd");
      paintArea(ctx, /** @type {Path2D} */ (this.shapes.zoneOf(i)), style, null);
      ctx.restore();
    }
    for (const part of land ? [] : parts) paintArea(ctx, part.path, isTiny(part.box) ? { ...style, hatch: null } : style, null);
  }

  /** Draw the border of an area. @param {CanvasRenderingContext2D} ctx @param {Ruled} area */
  bound(ctx, { i, parts, style }) {
    const land = this.landFor(i), outline = land || this.store.hold[i] === 2 ? this.shapes.outlineOf(i) : null;
    if (outline) strokeArea(ctx, outline, style);
    else if (!land) for (const part of parts) strokeArea(ctx, part.path, isTiny(part.box) ? { ...style, dash: [] } : style);
  }

  /** Let the areas of a layer go out at those edges where it was cut. @param {CanvasRenderingContext2D} ctx @param {number} layer */
  fade(ctx, layer) {
    const edges = layer < 0 ? [] : this.store.payload.layers[layer].edges || [];
    const { corner, width, height } = this.frame, { x: ox, y: oy } = this.shapes.origin, scale = this.shapes.scale;
    edges.forEach((/** @type {number|null} */ edge, /** @type {number} */ side) => {
      if (edge === null) return;
      const isAcross = side % 2 === 0, inward = side < 2 ? FADE_DEG : -FADE_DEG;
      const at = (/** @type {number} */ d) => (isAcross ? worldX(d) * scale - ox : worldY(d) * scale - oy);
      const from = at(edge), to = at(edge + inward), low = Math.min(from, to) - 2, deep = Math.abs(to - from) + 4;
      if (isAcross ? low > corner.x + width || low + deep < corner.x : low > corner.y + height || low + deep < corner.y) return;
      const ramp = isAcross ? ctx.createLinearGradient(from, 0, to, 0) : ctx.createLinearGradient(0, from, 0, to);
      ramp.addColorStop(0, "#000000");
      ramp.addColorStop(1, "#00000000");
      ctx.save();
      ctx.globalCompositeOperation = "destination-out";
      ctx.globalAlpha = 1;
      ctx.fillStyle = ramp;
      if (isAcross) ctx.fillRect(low, corner.y, deep, height); else ctx.fillRect(corner.x, low, width, deep);
      ctx.restore();
    });
  }

  /** Lines, from the bottom layer to the top. @param {CanvasRenderingContext2D} ctx */
  paintLines(ctx) {
    const { store } = this;
    this.each(LINE, (i, parts) => {
      const drawing = store.drawingOf(i), style = drawing.line;
      if (!style) return;
      const own = { ...style, opacity: style.opacity * this.look.opacity(store.layer[i]) };
      for (const part of parts) {
        if (style.tick && !part.ticks) part.ticks = tickPath(part.points[0], style.tick, Math.max(2.5, style.width * 1.6));
        paintLine(ctx, part.path, part.ticks || null, own);
      }
      this.counts.lines++;
      this.wantLineName(i, drawing, parts);
    });
    ctx.setLineDash([]);
  }

  /** Set the names of seas and rivers, once for each camera. @param {CanvasRenderingContext2D} ctx in pixels from the pixel origin */
  setLettering(ctx) {
    const rivers = [], { zoom } = this.frame;
    this.waterNames = new Taken();
    this.letters = [];
    this.lettered = new Set();
    for (const item of this.look.lettering()) {
      const [low, high] = item.zoom;
      if (zoom < low || zoom >= high) continue;
      const run = this.baseline(item), box = boxOf([run]);
      if (!this.isNear([box[0] - 40, box[1] - 40, box[2] + 40, box[3] + 40])) continue;
      if (item.kind === "river") rivers.push({ item, run });
      else this.letter(item, letterAlong(ctx, run, item.text, item.style, this.waterNames));
    }
    for (const { item, run } of rivers) this.letters.push(...letterBeside(ctx, run, item.text, item.style, this.waterNames, (x, y) => this.isNear([x, y, x, y])));
  }

  /** Keep a name that found its place. @param {any} item @param {Letters[]} letters */
  letter(item, letters) {
    this.letters.push(...letters);
    if (letters.length) this.lettered.add(item.text);
  }

  /** Give the line that a name stands on; a name at a point stands level. @param {any} item */
  baseline(item) {
    const run = this.shapes.thin(item.run);
    if (run.length > 2) return run;
    const half = item.text.length * item.style.size * 0.6;
    return Float64Array.of(run[0] - half, run[1], run[0] + half, run[1]);
  }

  /** Ask for the name of an area, wide across its largest part. @param {number} i @param {Drawing} drawing @param {any[]} parts */
  wantAreaName(i, drawing, parts) {
    if (!drawing.text || !drawing.wide) return;
    const largest = parts.reduce((a, b) => ((b.box[2] - b.box[0]) * (b.box[3] - b.box[1]) > (a.box[2] - a.box[0]) * (a.box[3] - a.box[1]) ? b : a));
    const { corner, inset, width, height } = this.frame, { box } = largest;
    const seen = [Math.max(box[0], corner.x + inset[0]), Math.max(box[1], corner.y + inset[1]), Math.min(box[2], corner.x + width - inset[0]), Math.min(box[3], corner.y + height - inset[1])];
    if (Math.max(seen[2] - seen[0], seen[3] - seen[1]) < 26 || seen[2] <= seen[0] || seen[3] <= seen[1]) return;
    const at = seen.join();
    if (largest.spotsAt !== at) { largest.spotsAt = at; largest.spots = innerPoints(largest.points, seen); }
    const spots = largest.spots.map((/** @type {Spot} */ spot) => ({ ...spot, x: spot.x - corner.x, y: spot.y - corner.y }));
    const text = this.store.nameOf(i, this.look.language());
    if (spots.length) this.names.push({ i, gap: 0, text, second: "", style: drawing.text, wide: drawing.wide, behind: 2.4, spots, x: spots[0].x, y: spots[0].y });
  }

  /** Ask for the name of a line where it is long enough. @param {number} i @param {Drawing} drawing @param {any[]} parts */
  wantLineName(i, drawing, parts) {
    if (!drawing.text) return;
    const longest = parts.reduce((a, b) => (lengthOf(b.points[0]) > lengthOf(a.points[0]) ? b : a));
    const text = this.store.nameOf(i, this.look.language());
    const { box, points } = longest, { corner } = this.frame;
    if (Math.max(box[2] - box[0], box[3] - box[1], 0) < Math.max(26, text.length * drawing.text.size * 0.5)) return;
    const { x, y } = pointAlong(points[0], lengthOf(points[0]) / 2);
    this.names.push({ i, x: x - corner.x, y: y - corner.y, gap: 5, text, second: "", style: drawing.text, behind: 2.6 });
  }
}
