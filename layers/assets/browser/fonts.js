// The atlas's own faces, the same as on the printed sheet, from bytes that Python sent.

/** @typedef {{family: string, weight: string, style: string, format?: string,
 *   data: string}} Face */

/** @type {Map<string, Promise<any>>} */
const faces = new Map();

/**
 * Make the faces known to the page, each once.
 * @param {Face[]} given
 */
function addFonts(given) {
  for (const { family, weight, style, format = "woff2", data } of given) {
    const key = `${family} ${weight} ${style} ${data.length}`;
    if (faces.has(key)) continue;
    const source = `url(data:font/${format};base64,${data})`;
    const face = new FontFace(family, source, { weight, style });
    document.fonts.add(face);
    faces.set(key, face.load().catch(() => document.fonts.delete(face)));
  }
}

let facesReady = 0; // counts the faces that can be drawn with

/** Wait until the faces can be drawn with. */
const facesLoaded = () => Promise.all(faces.values()).then(() => { facesReady = faces.size; });
