// The pointer on the map: a name while it hovers, a card when it clicks.

/** Hover and click. */
class Pointer {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.hits = new Hits(app.marks);
    this.tip = el("div", { class: "tip", "aria-hidden": "true", hidden: true });
    this.waiting = false;
    const container = app.map.getContainer();
    app.map.on("mousemove", (/** @type {any} */ e) => this.hover(e.containerPoint));
    app.map.on("mouseout movestart", () => this.leave());
    app.map.on("click", (/** @type {any} */ e) => this.click(e.containerPoint));
    container.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => { if (e.key === "Escape") this.leave(); });
  }

  /** @param {{x: number, y: number}} at */
  hover(at) {
    this.last = at;
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.point(); });
  }

  /** Name what is under the pointer. */
  point() {
    const { app, last, tip } = this, found = this.hits.at(last);
    app.map.getContainer().classList.toggle("over", found.length > 0);
    if (!found.length) { tip.hidden = true; return; }
    const [i] = found, more = found.filter((k) => app.store.type[k] === POINT).length - 1;
    const when = app.store.whenOf(i);
    fill(tip, el("strong", {}, app.store.nameOf(i, app.language)), el("span", {}, when), more > 0 && el("em", {}, app.say("and-more").replace("{n}", String(more))));
    tip.hidden = false;
    const size = app.map.getSize();
    tip.style.left = `${Math.min(last.x + 14, size.x - tip.offsetWidth - 6)}px`;
    tip.style.top = `${last.y + 18 + tip.offsetHeight > size.y ? last.y - tip.offsetHeight - 10 : last.y + 18}px`;
  }

  /** Forget what was hovered. */
  leave() {
    this.tip.hidden = true;
    this.app.map.getContainer().classList.remove("over");
  }

  /** @param {{x: number, y: number}} at */
  click(at) {
    const found = this.hits.at(at);
    this.leave();
    if (!found.length) { this.app.card.hide(); return; }
    this.app.open(found[0], { others: found.slice(1, 13), fly: false });
  }
}
