// The atlas's own faces, the same as on the printed sheet, from bytes that Python sent.

/** @typedef {{family: string, weight: string, style: string, data: string}} Face */

/**
 * Make the faces known to the page, each once.
 * @param {Face[]} faces
 */
function addFonts(faces) {
  for (const { family, weight, style, data } of faces) {
    const isKnown = [...document.fonts].some((face) => face.family.replace(/"/g, "") === family && face.weight === weight && face.style === style);
    if (isKnown) continue;
    const face = new FontFace(family, `url(data:font/woff2;base64,${data})`, { weight, style });
    document.fonts.add(face);
    face.load().catch(() => document.fonts.delete(face));
  }
}
