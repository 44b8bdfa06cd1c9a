// The ground of the marks: areas, names of waters, lines. Painted on a canvas of its own, only when it changes.

const TINY = 6; // pixels; in a smaller area no one can see a hatch
const FADE_DEG = 2.5; // over which an area goes out where its layer ends but the country does not

/** @typedef {{zoom: number, corner: {x: number, y: number}, width: number, height: number, canvas: HTMLCanvasElement, pixelRatio: number, inset: number[]}} Frame */

/** What lies under the points, on a canvas of its own. */
class Ground {
  /** @param {Store} store @param {any} look @param {Shapes} shapes */
  constructor(store, look, shapes) {
    this.store = store;
    this.look = look;
    this.shapes = shapes;
    this.canvas = document.createElement("canvas");
    this.key = "";
    this.waterNames = new Taken();
    this.waterKey = "";
    /** @type {Letters[]} */ this.letters = [];
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
      one = (Math.imul(one, 31) + mark) | 0;
      two = (Math.imul(two, 33) ^ mark) | 0;
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
    this.each(AREA, (i, parts) => {
      if (store.layer[i] !== layer) { this.fade(ctx, layer); layer = store.layer[i]; }
      const drawing = store.drawingOf(i);
      if (!drawing.area) return;
      const style = { ...drawing.area, opacity: drawing.area.opacity * this.look.opacity(layer) };
      const zone = this.shapes.zoneOf(i), land = zone && this.look.land(this.frame.zoom, this.shapes.origin);
      const outline = land || store.hold[i] === 2 ? this.shapes.outlineOf(i) : null;
      if (zone && land) { // the land is finer than the area
        ctx.save();
        ctx.clip(land, "evenodd");
        paintArea(ctx, zone, style, null);
        ctx.restore();
      }
      for (const part of land ? [] : parts) {
        const isTiny = part.box[2] - part.box[0] < TINY && part.box[3] - part.box[1] < TINY;
        paintArea(ctx, part.path, isTiny ? { ...style, hatch: null, dash: [] } : style, outline ? null : part.path);
      }
      if (outline) strokeArea(ctx, outline, style);
      this.counts.areas++;
      this.wantAreaName(i, drawing, parts);
    });
    this.fade(ctx, layer);
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
    for (const item of this.look.lettering()) {
      const [low, high] = item.zoom;
      if (zoom < low || zoom >= high) continue;
      const run = this.baseline(item), box = boxOf([run]);
      if (!this.isNear([box[0] - 40, box[1] - 40, box[2] + 40, box[3] + 40])) continue;
      if (item.kind === "river") rivers.push({ item, run });
      else this.letters.push(...letterAlong(ctx, run, item.text, item.style, this.waterNames));
    }
    for (const { item, run } of rivers) this.letters.push(...letterBeside(ctx, run, item.text, item.style, this.waterNames, (x, y) => this.isNear([x, y, x, y])));
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
