// The evidence card: all that the atlas can say about one feature. Text only, set with text nodes.

/** @typedef {string|(string|number)[]} Parts words and places of sources */

/** The card at the right of the map. */
class Card {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.body = el("div", { class: "card-body" });
    this.close = iconButton("close", app.say("close"), () => this.hide(), { class: "close" });
    this.node = el("aside", { class: "card", "aria-label": app.say("card"), hidden: true, tabindex: "-1",
      onkeydown: (/** @type {KeyboardEvent} */ e) => { if (e.key === "Escape") { e.stopPropagation(); this.hide(); } } }, this.close, this.body);
    /** @type {HTMLElement|null} */ this.from = null;
    this.about = -1;
    this.sign = el("span", {});
    this.partly = el("p", { class: "card-note", hidden: true }, app.say("partly-note"));
    app.on("shown", () => this.showBands());
  }

  /**
   * Show a card.
   * @param {number} i
   * @param {{others?: number[], focus?: boolean}} [how] what else lies here, and whether to move the keyboard's focus
   */
  show(i, how = {}) {
    const { app } = this;
    if (this.node.hidden) this.from = /** @type {HTMLElement|null} */ (app.root.activeElement);
    const { when, text, note, names, rows, citations, conflicts, related } = app.store.cardOf(i);
    const layer = app.store.layerOf(i), category = app.store.categoryOf(i);
    fill(this.body,
      el("p", { class: "card-kind" }, this.sign, category.title ? `${layer.title}: ${category.title}` : layer.title),
      el("h2", {}, app.store.nameOf(i, app.language)),
      el("p", { class: "card-when" }, when),
      this.partly,
      names.length > 1 && el("ul", { class: "card-names" }, ...names.map((/** @type {string[]} */ [code, name]) => el("li", { lang: code }, name))),
      text && el("p", { class: "card-text" }, text),
      note && el("p", { class: "card-note" }, el("strong", {}, `${app.say("note")}: `), ...this.parts(note, citations)),
      rows.length > 0 && el("dl", {}, ...rows.flatMap((/** @type {string[]} */ [label, value]) => [el("dt", {}, label), el("dd", {}, value)])),
      ...conflicts.map((/** @type {number} */ k) => this.conflict(app.payload.conflicts[k], citations)),
      related.length > 0 && this.group("related", related.filter((/** @type {number} */ k) => k >= 0)),
      how.others && how.others.length > 0 && this.group("here-too", how.others),
      this.sources(citations),
      el("div", { class: "card-foot" }, app.store.type[i] ? el("button", { type: "button", class: "plain", onclick: () => app.goTo(i) }, icon("target"), app.say("zoom-to")) : el("p", { class: "card-note" }, app.say("unplaced"))));
    this.about = i;
    this.showBands();
    this.node.hidden = false;
    this.node.scrollTop = 0;
    app.frame.classList.add("has-card");
    if (how.focus !== false) this.node.focus({ preventScroll: true });
  }

  /** Show the look that what the card is about has now, and say so if it is in bands. */
  showBands() {
    const { store, turns, payload } = this.app, i = this.about;
    if (i < 0) return;
    const mark = /** @type {"symbol"} */ (MARK_OF[store.type[i]] || "symbol");
    fill(this.sign, swatch(payload.drawings[store.categoryOf(i).drawings[0]], mark, turns.has(i) ? payload.bands : null));
    this.partly.hidden = !turns.has(i);
  }

  /** Sources that disagree, side by side. @param {any} conflict @param {number[]} citations */
  conflict(conflict, citations) {
    return el("section", { class: "card-conflict" }, el("h3", {}, this.app.say("conflict")), el("p", {}, conflict.topic),
      el("div", { class: "claims" }, ...conflict.claims.map((/** @type {Parts} */ claim) => el("p", {}, ...this.parts(claim, citations)))),
      conflict.suggestion && el("p", { class: "card-note" }, ...this.parts(conflict.suggestion, citations)));
  }

  /** Words with the numbers of sources among them. @param {Parts} parts @param {number[]} citations those of the card */
  parts(parts, citations) {
    return [parts].flat().map((part) => typeof part === "number" ? this.mention(part, citations.indexOf(part)) : part);
  }

  /** A list of features, each a button that opens its card. @param {string} title @param {number[]} features */
  group(title, features) {
    const { app } = this;
    return el("section", {}, el("h3", {}, app.say(title)), el("ul", { class: "card-links" }, ...features.map((i) =>
      el("li", {}, el("button", { type: "button", class: "plain", onclick: () => app.open(i, { fly: title === "related" }) }, app.store.nameOf(i, app.language))))));
  }

  /** The number of a source, which leads to its entry in the card's own list. @param {number} source @param {number} place */
  mention(source, place) {
    const { text } = this.app.payload.citations[source];
    return el("button", { type: "button", class: "plain mention", title: text, "aria-label": `${place + 1}: ${text}`, onclick: () => {
      const entry = /** @type {HTMLElement} */ (this.body.querySelectorAll(".card-sources li")[place]);
      entry.focus({ preventScroll: true });
      entry.scrollIntoView({ block: "nearest" });
    } }, String(place + 1));
  }

  /** @param {number[]} citations */
  sources(citations) {
    const { app } = this;
    if (!citations.length) return null;
    return el("section", { class: "card-sources" }, el("h3", {}, app.say("sources")), el("ol", {}, ...citations.map((k) => {
      const source = app.payload.citations[k];
      const isLink = /^https?:\/\//i.test(source.url);
      return el("li", { tabindex: "-1" }, isLink ? el("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.text) : source.text,
        source.reliability && el("span", { class: `reliability ${["high", "medium", "low"].includes(source.reliability) ? source.reliability : ""}` }, source.reliability));
    })));
  }

  /** Close the card and give the focus back. */
  hide() {
    if (this.node.hidden) return;
    this.node.hidden = true;
    this.app.frame.classList.remove("has-card");
    this.app.select(-1);
    if (this.from && this.from.isConnected) this.from.focus({ preventScroll: true });
    else this.app.map.getContainer().focus({ preventScroll: true });
  }
}
