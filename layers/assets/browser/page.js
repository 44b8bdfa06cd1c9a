// The map as a page of its own, opened from disk: no Python behind it.

{
  const data = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("atlas-data")).textContent || "{}");
  addFonts(data.fonts);
  const host = /** @type {HTMLElement} */ (document.querySelector(".host"));
  const app = new App(document, host, data, { link: readLink(location.search, data.payload), isLinked: location.protocol !== "file:" });
  /** @type {any} */ (window).atlas = hookOf(app);
}
