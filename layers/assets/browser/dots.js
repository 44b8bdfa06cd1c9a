// Very many points: plain dots stamped straight into pixels.

/**
 * Give a `#rrggbb` colour as one 32-bit pixel.
 * @param {string} colour
 */
function pixelOf(colour) {
  const value = parseInt(colour.slice(1), 16);
  return (255 << 24) | ((value & 255) << 16) | (value & 0xff00) | (value >> 16);
}

/** A picture in memory that dots are stamped into. */
class Dots {
  constructor() { this.canvas = document.createElement("canvas"); }

  /**
   * Start an empty picture.
   * @param {number} width device pixels
   * @param {number} height
   */
  begin(width, height) {
    if (this.canvas.width !== width || this.canvas.height !== height || !this.image) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
      this.image = this.ctx.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    this.pixels.fill(0);
    this.width = width;
    this.height = height;
  }

  /**
   * Stamp a dot: a disc of one colour with an edge of another.
   * @param {number} x device pixels
   * @param {number} y
   * @param {number} radius
   * @param {number} fill a pixel
   * @param {number} edge a pixel
   */
  stamp(x, y, radius, fill, edge) {
    const cx = x | 0, cy = y | 0, limit = radius * radius + radius, inner = (radius - 1) * (radius - 1) + radius - 1;
    if (cx < radius || cy < radius || cx >= this.width - radius || cy >= this.height - radius) return;
    for (let dy = -radius; dy <= radius; dy++) {
      const row = (cy + dy) * this.width + cx;
      for (let dx = -radius; dx <= radius; dx++) {
        const far = dx * dx + dy * dy;
        if (far <= limit) this.pixels[row + dx] = far <= inner ? fill : edge;
      }
    }
  }

  /** Put the picture on a canvas. @param {CanvasRenderingContext2D} ctx */
  end(ctx) {
    this.ctx.putImageData(this.image, 0, 0);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalAlpha = 1;
    ctx.drawImage(this.canvas, 0, 0);
    ctx.restore();
  }
}
