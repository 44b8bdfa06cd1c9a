// The small Streamlit component beside the map: brings Python's commands, takes back what the reader chose.

/** @param {any} component */
export default function controller({ data, setStateValue }) {
  const page = /** @type {any} */ (window);
  const seats = page.__atlasSeats || (page.__atlasSeats = Object.create(null));
  const seat = seats[data.key] || (seats[data.key] = { app: null, report: null, sequence: null, waiting: [] });
  seat.report = (/** @type {any} */ state) => setStateValue("state", state);
  if (seat.app) obey(seat, data); else seat.waiting.push(() => obey(seat, data));
}

/**
 * Carry out a command once: only a new sequence number counts.
 * @param {any} seat
 * @param {any} data
 */
function obey(seat, data) {
  if (seat.sequence === data.sequence) return;
  const isFirst = seat.sequence === null;
  seat.sequence = data.sequence;
  seat.app.obey(data.command);
  if (isFirst && data.camera.length && !new URLSearchParams(location.search).has("map")) seat.app.map.setView([data.camera[1], data.camera[2]], data.camera[0], { animate: false });
}
