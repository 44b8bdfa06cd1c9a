// Small pictures of a look, for the legend and the layer control: the same painting as on the map.

/**
 * Make a swatch of a drawing: an image, for each canvas on the page would be a layer to put together in every frame.
 * @param {Drawing} drawing
 * @param {"area"|"line"|"symbol"|"disc"} mark
 * @param {{width: number}|null} [bands] if it stands for an area in bands
 * @returns {HTMLElement}
 */
function swatch(drawing, mark, bands = null) {
  const canvas = document.createElement("canvas");
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  canvas.width = 30 * ratio;
  canvas.height = 18 * ratio;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.scale(ratio, ratio);
  const path = new Path2D();
  if (mark === "disc" && drawing.disc) {
    path.arc(15, 9, 7.5, 0, 7);
    paintArea(ctx, path, drawing.disc);
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(15, 9, 1.8, 0, 7);
    ctx.fillStyle = drawing.disc.stroke;
    ctx.fill();
  } else if (mark === "area" && drawing.area) {
    path.rect(2.5, 2.5, 25, 13);
    paintArea(ctx, path, drawing.area, null);
    if (bands) keepBands(ctx, { place: 0, of: 2 }, bands.width * 0.75, ratio, [0, 0, 30, 18]);
    strokeArea(ctx, path, drawing.area);
  } else if (mark === "line" && drawing.line) {
    path.moveTo(1, 9);
    path.lineTo(29, 9);
    const ticks = drawing.line.tick ? tickPath(Float64Array.of(1, 9, 29, 9), Math.min(drawing.line.tick, 7), 3.5) : null;
    paintLine(ctx, path, ticks, { ...drawing.line, casing: null });
  } else if (drawing.symbol) {
    drawSymbol(ctx, { ...drawing.symbol, size: Math.min(14, drawing.symbol.size) }, 15, 9);
  }
  return el("img", { class: "swatch", src: canvas.toDataURL(), alt: "", width: 30, height: 18 });
}

/** @type {Object<number, "symbol"|"line"|"area">} */
const MARK_OF = { [POINT]: "symbol", [LINE]: "line", [AREA]: "area" };
