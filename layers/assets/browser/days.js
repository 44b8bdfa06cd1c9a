// Days and windows: the same whole days and the same two comparisons as geo/timespan.py.

const FAR_PAST = -2000000000;
const FAR_FUTURE = 2000000000;

/**
 * Give the day number of a proleptic Gregorian date; 1970-01-01 is day 0.
 * @param {number} year
 * @param {number} month 1 to 12
 * @param {number} day
 * @returns {number}
 */
function dayOf(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/**
 * Give the year, month and day of a day number.
 * @param {number} number
 * @returns {[number, number, number]}
 */
function dateOf(number) {
  const z = number + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1];
}

/**
 * A question about time, as typed.
 * @typedef {{text: string, from: number, to: number, unit: "year"|"month"|"day"|"range"}} When
 */

/**
 * Read one date: a year, a month or a day.
 * @param {string} text
 * @returns {When|null}
 */
function readDate(text) {
  const match = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = match[2] ? Number(match[2]) : 0;
  const day = match[3] ? Number(match[3]) : 0;
  if (!match[2]) return { text, from: dayOf(year, 1, 1), to: dayOf(year, 12, 31), unit: "year" };
  if (month < 1 || month > 12) return null;
  const last = dayOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1;
  if (!match[3]) return { text, from: dayOf(year, month, 1), to: last, unit: "month" };
  const number = dayOf(year, month, day);
  return day < 1 || number > last ? null : { text, from: number, to: number, unit: "day" };
}

/**
 * Read what a reader types: `1925`, `1925-01`, `1925-01-20`, or two of them as `a/b`; `..` is open.
 * @param {string} text
 * @returns {When|null} null when it is not such a date
 */
function readWhen(text) {
  const trimmed = text.trim().replace(/\s*[–—]\s*/g, "/");
  const [first, second, ...rest] = trimmed.split("/");
  if (rest.length) return null;
  if (second === undefined) return readDate(trimmed);
  const start = first === ".." ? null : readDate(first);
  const end = second === ".." ? null : readDate(second);
  if ((!start && first !== "..") || (!end && second !== "..")) return null;
  const from = start ? start.from : FAR_PAST;
  const to = end ? end.to : FAR_FUTURE;
  return from > to ? null : { text: trimmed, from, to, unit: "range" };
}

/**
 * Move a date by so many of its own units; a range moves by years.
 * @param {When} when
 * @param {number} steps
 * @returns {When}
 */
function stepWhen(when, steps) {
  if (when.unit === "range") {
    const moved = when.text.split("/").map((part) => {
      const date = readDate(part);
      if (!date) return part;
      return date.unit === "year" ? writeYear(dateOf(date.from)[0] + steps) : part.replace(/^-?\d{4}/, (y) => writeYear(Number(y) + steps));
    });
    return readWhen(moved.join("/")) || when;
  }
  if (when.unit === "day") return whenOfDay(when.from + steps);
  const [year, month] = dateOf(when.from);
  if (when.unit === "year") return yearWhen(year + steps);
  const count = year * 12 + month - 1 + steps;
  const text = `${writeYear(Math.floor(count / 12))}-${String((((count % 12) + 12) % 12) + 1).padStart(2, "0")}`;
  return readDate(text) || when;
}

/** @param {number} year @returns {string} */
const writeYear = (year) => (year < 0 ? "-" : "") + String(Math.abs(year)).padStart(4, "0");

/** @param {number} year @returns {When} */
const yearWhen = (year) => /** @type {When} */ (readDate(writeYear(year)));

/** @param {number} day @returns {When} */
function whenOfDay(day) {
  const [y, m, d] = dateOf(day);
  const text = `${writeYear(y)}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
  return { text, from: day, to: day, unit: "day" };
}

/**
 * Say a date in words.
 * @param {When} when
 * @param {string} language
 * @returns {string}
 */
function sayWhen(when, language) {
  if (when.unit === "range") {
    return when.text.split("/").map((part) => { const d = readDate(part); return d ? sayWhen(d, language) : "…"; }).join(" – ");
  }
  const [y, m, d] = dateOf(when.from);
  if (when.unit === "year") return String(y);
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { timeZone: "UTC", year: "numeric", month: "long", ...(when.unit === "day" ? { day: "numeric" } : {}) };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, form).format(date).replace(" г.", "");
}

/**
 * Tell how a span holds in a window: 2 certainly, 1 possibly, 0 not.
 * @param {Int32Array} days four days for each feature
 * @param {number} i
 * @param {number} from
 * @param {number} to
 * @returns {0|1|2}
 */
function holdsIn(days, i, from, to) {
  const k = i * 4;
  if (days[k] > to || days[k + 3] < from) return 0;
  return days[k + 1] <= to && days[k + 2] >= from ? 2 : 1;
}

/**
 * Tell whether a span certainly holds on every day of a window.
 * @param {Int32Array} days four days for each feature
 * @param {number} i
 * @param {number} from
 * @param {number} to
 */
const holdsThroughout = (days, i, from, to) => days[i * 4 + 1] <= from && days[i * 4 + 2] >= to;
