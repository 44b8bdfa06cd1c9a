// The map as lists: what is in view now, and what cannot be placed on it; each entry opens its card.

const LONGEST_LIST = 400;

/** A list of features that is brought up to date while it can be seen. */
class FeatureList {
  /**
   * @param {any} app
   * @param {string} empty the word for nothing to show
   * @param {() => {title: string, features: number[]}[]} find
   */
  constructor(app, empty, find) {
    this.app = app;
    this.empty = empty;
    this.find = find;
    this.total = 0;
    this.node = el("div", { class: "feature-list" });
  }

  /** Count, and show if the list is open. @param {boolean} isOpen */
  update(isOpen) {
    const groups = this.find().filter((group) => group.features.length);
    this.total = groups.reduce((sum, group) => sum + group.features.length, 0);
    if (!isOpen) return;
    fill(this.node, ...(groups.length ? groups.map((group) => this.group(group)) : [el("p", { class: "empty" }, this.app.say(this.empty))]));
  }

  /** @param {{title: string, features: number[]}} group */
  group(group) {
    const { app } = this, shown = group.features.slice(0, LONGEST_LIST);
    const rest = group.features.length - shown.length;
    return el("section", {}, el("h2", {}, group.title, " ", el("span", { class: "count" }, String(group.features.length))), el("ul", {}, ...shown.map((i) =>
      el("li", {}, el("button", { type: "button", class: app.store.hold[i] === 1 ? "plain maybe" : "plain", onclick: () => app.open(i, { fly: false }) },
        el("span", {}, app.store.nameOf(i, app.language)), el("span", { class: "entry-when" }, app.store.whenOf(i)))))),
    rest > 0 && el("p", { class: "empty" }, app.say("and-more").replace("{n}", String(rest))));
  }
}

/**
 * Find what is shown within the map's edges, by layer from the top.
 * @param {any} app
 */
function findInView(app) {
  const { store } = app, bounds = app.map.getBounds();
  const box = [worldX(bounds.getWest()), worldY(bounds.getNorth()), worldX(bounds.getEast()), worldY(bounds.getSouth())];
  const groups = store.payload.layers.map((/** @type {any} */ layer) => ({ title: layer.title, features: /** @type {number[]} */ ([]) }));
  for (let i = 0; i < store.n; i++) {
    if (!store.shown[i] || !store.type[i]) continue;
    const own = store.boxOf(i);
    if (own[2] >= box[0] && own[0] <= box[2] && own[3] >= box[1] && own[1] <= box[3]) groups[store.layer[i]].features.push(i);
  }
  for (const group of groups) group.features.sort((/** @type {number} */ a, /** @type {number} */ b) => store.rank[a] - store.rank[b] || store.days[a * 4] - store.days[b * 4]);
  return groups.reverse();
}

/**
 * Find what has no date, and what holds now but has no known position.
 * @param {any} app
 */
function findUnplaced(app) {
  const { store, state } = app;
  /** @type {number[]} */ const undated = [], unplaced = [];
  for (let i = 0; i < store.n; i++) {
    if (!store.isOn(i, state)) continue;
    if (store.undated[i]) undated.push(i);
    else if (!store.type[i] && store.shown[i]) unplaced.push(i);
  }
  return [{ title: app.say("unplaced"), features: unplaced }, { title: app.say("undated"), features: undated }];
}
