// What Streamlit says at a field for files in English alone, said in the reader's language.

const FILE_FIELD = "[data-testid=stFileUploader]";
/** @type {MutationObserver|null} */ let watching = null;

/**
 * Say it at the fields that are on the page, and at those that come.
 * @param {Record<string, string>} words
 */
function sayAtUploads(words) {
  if (watching) watching.disconnect();
  const sayAll = () => document.querySelectorAll(FILE_FIELD).forEach((field) => sayAtUpload(field, words));
  watching = new MutationObserver(sayAll);
  watching.observe(document.body, { childList: true, subtree: true });
  sayAll();
}

/** @param {Element} field @param {Record<string, string>} words */
function sayAtUpload(field, words) {
  const name = (field.querySelector("section") || field).getAttribute("aria-label") || "";
  label(field.querySelector("input[type=file]"), name);
  label(field.querySelector("[data-testid=stBaseButton-secondary]"), words["file-choose"]);
  label(field.querySelector("[data-testid=stBaseButton-borderlessIcon]"), words["file-add"]);
  for (const chip of field.querySelectorAll("[data-testid=stFileChip]")) {
    const file = (chip.querySelector("[data-testid=stFileChipName]") || chip).textContent || "";
    label(chip.querySelector("button"), words["file-remove"].replace("{name}", () => file));
  }
  const limit = field.querySelector("[data-testid=stFileUploaderDropzoneInstructions]");
  if (limit) limit.setAttribute("data-said", sizeIn(limit, words["file-size"]));
  const fault = field.querySelector("[data-testid=stFileChip] [role=alert]");
  const said = fault ? sizeIn(fault, words["file-refused"]) : "";
  if (fault && fault.textContent !== said) fault.textContent = said;
  if (said) field.setAttribute("data-refused", said); else field.removeAttribute("data-refused");
}

/** @param {Element|null} element @param {string} text */
function label(element, text) {
  if (element && text && element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
}

/** Put the size that an element names into a text, and remember it. @param {Element} element @param {string} text @returns {string} */
function sizeIn(element, text) {
  const found = /([\d.]+) ?MB/.exec(element.textContent || "");
  if (found) element.setAttribute("data-mb", String(Number(found[1])));
  return text.replace("{mb}", element.getAttribute("data-mb") || "?");
}
