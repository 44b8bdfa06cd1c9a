// Elements. Text from data enters the page as text nodes here, and nowhere as markup.

/**
 * Make an element.
 * @param {string} tag
 * @param {Object<string, any>} [attributes] `class`, `on<event>` listeners, or plain attributes
 * @param {...(Node|string|null|undefined|false)} children strings become text nodes
 * @returns {HTMLElement}
 */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}

/**
 * Replace all children of an element.
 * @param {Element} node
 * @param {...(Node|string|null|undefined|false)} children
 */
function fill(node, ...children) {
  node.replaceChildren(...children.filter((child) => child != null && child !== false));
}

/** Own line icons, 16 units across. */
const ICONS = {
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  home: "M2.5 8 8 3l5.5 5M4.5 7v6h7V7",
  layers: "M8 2.5 14 6 8 9.5 2 6zM2.6 9 8 12.2 13.4 9",
  list: "M6 4h8M6 8h8M6 12h8M2.5 4h.6M2.5 8h.6M2.5 12h.6",
  camera: "M2 5h3l1-1.8h4L11 5h3v8H2zM8 6.5a2.3 2.3 0 1 0 .01 0",
  close: "M4 4l8 8M12 4l-8 8",
  play: "M5 3.5v9l7.5-4.5z",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  back: "M10.5 3.5 6 8l4.5 4.5",
  forward: "M5.5 3.5 10 8l-4.5 4.5",
  target: "M8 2v3M8 11v3M2 8h3M11 8h3M8 5.5a2.5 2.5 0 1 0 .01 0",
  link: "M6.5 9.5l3-3M7 5l1.5-1.5a2.6 2.6 0 0 1 4 4L11 9M9 11l-1.5 1.5a2.6 2.6 0 0 1-4-4L5 7",
  fold: "M4 6l4 4 4-4",
};

/**
 * Make a line icon; it says nothing to a screen reader.
 * @param {keyof typeof ICONS} name
 * @returns {SVGSVGElement}
 */
function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * Make a button with an icon and a name.
 * @param {keyof typeof ICONS} name
 * @param {string} label said aloud and shown on hover
 * @param {(event: Event) => void} onclick
 * @param {Object<string, any>} [attributes]
 * @returns {HTMLButtonElement}
 */
function iconButton(name, label, onclick, attributes = {}) {
  const button = el("button", { type: "button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
  return /** @type {HTMLButtonElement} */ (button);
}

/** Whether the reader asked for less motion. */
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Tell whether a colour is rather dark; one that is wholly transparent counts as white. @param {string} colour as CSS writes it */
function isDark(colour) {
  const probe = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  probe.fillStyle = "#ffffff";
  probe.fillStyle = colour === "rgba(0, 0, 0, 0)" ? "#ffffff" : colour;
  const value = parseInt(String(probe.fillStyle).slice(1, 7), 16);
  return ((value >> 16) * 0.3 + ((value >> 8) & 255) * 0.59 + (value & 255) * 0.11) / 255 < 0.5;
}
