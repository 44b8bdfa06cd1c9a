// Meridians and parallels under the marks, with degrees along the edge of the sheet.

const STEPS = [30, 20, 10, 5, 2, 1, 1 / 2, 1 / 4, 1 / 6, 1 / 12, 1 / 30, 1 / 60, 1 / 120];

/**
 * Write degrees and minutes: `143°30′E`.
 * @param {number} value
 * @param {string} plus the letter of positive values
 * @param {string} minus
 */
function writeDegrees(value, plus, minus) {
  const seconds = Math.round(Math.abs(value) * 3600);
  const d = Math.floor(seconds / 3600), m = Math.floor((seconds % 3600) / 60), s = seconds % 60;
  return `${d}°${m || s ? `${String(m).padStart(2, "0")}′` : ""}${s ? `${String(s).padStart(2, "0")}″` : ""}${value > 0 ? plus : value < 0 ? minus : ""}`;
}

/** The graticule: a canvas for lines, and the frame's labels. */
class Graticule {
  /** @param {any} map @param {HTMLCanvasElement} frame a canvas over the map's edge */
  constructor(map, frame) {
    this.map = map;
    this.frame = frame;
    map.on("move zoom resize viewreset", this.draw, this);
    this.draw();
  }

  /** Draw lines and labels for what is in view. */
  draw() {
    const size = this.map.getSize(), ratio = this.ratio || window.devicePixelRatio || 1;
    if (size.x < 2) return;
    const { frame } = this;
    if (frame.width !== Math.round(size.x * ratio) || frame.height !== Math.round(size.y * ratio)) {
      frame.width = Math.round(size.x * ratio);
      frame.height = Math.round(size.y * ratio);
    }
    const ctx = /** @type {CanvasRenderingContext2D} */ (frame.getContext("2d"));
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, size.x, size.y);
    const bounds = this.map.getBounds();
    const step = STEPS.findLast((s) => (size.x * s) / (bounds.getEast() - bounds.getWest()) > 76) || 30;
    ctx.font = `10.5px ${SANS}`;
    ctx.lineWidth = 1;
    this.lines(ctx, bounds.getWest(), bounds.getEast(), step, (lon) => [this.map.latLngToContainerPoint([bounds.getCenter().lat, lon]).x, true]);
    this.lines(ctx, bounds.getSouth(), bounds.getNorth(), step, (lat) => [this.map.latLngToContainerPoint([lat, bounds.getCenter().lng]).y, false]);
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {number} low
   * @param {number} high
   * @param {number} step
   * @param {(value: number) => [number, boolean]} place
   */
  lines(ctx, low, high, step, place) {
    const size = this.map.getSize();
    for (let k = Math.ceil(low / step); k * step <= high; k++) {
      const value = k * step, [at, isMeridian] = place(value);
      ctx.strokeStyle = "rgba(60, 90, 105, 0.22)";
      ctx.beginPath();
      if (isMeridian) { ctx.moveTo(Math.round(at) + 0.5, 0); ctx.lineTo(Math.round(at) + 0.5, size.y); }
      else { ctx.moveTo(0, Math.round(at) + 0.5); ctx.lineTo(size.x, Math.round(at) + 0.5); }
      ctx.stroke();
      this.label(ctx, value, at, isMeridian, size);
    }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number} value @param {number} at @param {boolean} isMeridian @param {any} size */
  label(ctx, value, at, isMeridian, size) {
    const text = isMeridian ? writeDegrees(value, "E", "W") : writeDegrees(value, "N", "S");
    const half = ctx.measureText(text).width / 2;
    if (at < half + 18 || at > (isMeridian ? size.x : size.y) - half - 18) return;
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    if (isMeridian) ctx.translate(at, size.y - 9);
    else { ctx.translate(size.x - 9, at); ctx.rotate(Math.PI / 2); }
    ctx.strokeStyle = "rgba(251, 248, 241, 0.9)";
    ctx.lineWidth = 3;
    ctx.strokeText(text, 0, 0);
    ctx.fillStyle = "#3c4a50";
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }
}
