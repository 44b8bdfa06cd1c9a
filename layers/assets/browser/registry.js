// Where the host of a map and its controller find each other: they are two components of one page.

/** @typedef {{app: App|null, report: ((state: any) => void)|null, sequence: number|null, waiting: (() => void)[]}} Seat */

/** @param {string} key @returns {Seat} */
function seatOf(key) {
  const page = /** @type {any} */ (window);
  const seats = page.__atlasSeats || (page.__atlasSeats = Object.create(null));
  if (!seats[key]) seats[key] = { app: null, report: null, sequence: null, waiting: [] };
  return seats[key];
}
