// The map as a page of its own, opened from disk: no Python behind it.

{
  const data = await readData(/** @type {HTMLElement} */ (document.getElementById("atlas-data")));
  if (data) {
    addFonts(data.fonts);
    data.payload.opening = data.opening;
    const host = /** @type {HTMLElement} */ (document.querySelector(".host"));
    const app = new App(document, host, data, { link: readLink(location.search, data.payload), isLinked: location.protocol !== "file:" });
    /** @type {any} */ (window).atlas = hookOf(app);
  }
}

/**
 * Read the data of the page; those of a large atlas are packed.
 * @param {HTMLElement} element
 * @returns {Promise<any>} nothing, if this browser cannot unpack them
 */
async function readData(element) {
  const text = element.textContent || "";
  element.textContent = "";
  if (element.getAttribute("type") === "application/json") return JSON.parse(text || "{}");
  if (!("DecompressionStream" in window)) {
    /** @type {HTMLElement} */ (document.querySelector(".host")).textContent = element.dataset.sorry || "";
    return null;
  }
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
