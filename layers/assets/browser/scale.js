// The scale bar, in kilometres and versts, true at the latitude of the map's centre.

const VERST_KM = 1.0668;
const NICE = [1, 2, 5];

/**
 * Give the largest round length that is not longer than a limit.
 * @param {number} limit
 */
function roundLength(limit) {
  const power = 10 ** Math.floor(Math.log10(limit));
  return power * (NICE.findLast((n) => n * power <= limit) || 1);
}

/** A bar in two units. */
class ScaleBar {
  /** @param {any} map @param {(key: string) => string} say */
  constructor(map, say) {
    this.map = map;
    this.bars = ["km", "versts"].map((unit) => ({ unit, label: el("span", { class: "scale-label" }), bar: el("span", { class: "scale-bar" }) }));
    this.note = el("span", { class: "scale-note" });
    this.say = say;
    this.node = el("div", { class: "scale" }, ...this.bars.map(({ label, bar }) => el("div", { class: "scale-row" }, bar, label)), this.note);
    map.on("move zoom resize viewreset", this.draw, this);
    this.draw();
  }

  /** Measure the map again. */
  draw() {
    const lat = this.map.getCenter().lat;
    const metres = (EARTH_PX / 2 ** this.map.getZoom()) * Math.cos((lat * Math.PI) / 180);
    for (const { unit, label, bar } of this.bars) {
      const km = unit === "km" ? 1 : VERST_KM;
      const length = roundLength((110 * metres) / 1000 / km);
      bar.style.width = `${(length * km * 1000) / metres}px`;
      label.textContent = `${Number(length.toPrecision(3))} ${this.say(unit)}`;
    }
    fill(this.note, this.say("scale-at").replace("{latitude}", writeDegrees(Math.round(lat * 10) / 10, "N", "S")));
  }
}
