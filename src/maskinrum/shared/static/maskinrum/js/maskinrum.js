/* Help on top of pages that work without it: focus, spoken waiting, paired sliders, open details on paper. */
"use strict";

document.querySelector(".error-summary:not([data-still] *)")?.focus();

/* What stands beside the result on a wide screen stands above it on a narrow one, and takes one line until opened. */
if (window.matchMedia("(max-width: 62.49em)").matches) {
  for (const fold of document.querySelectorAll("details[data-folds]")) fold.open = false;
}

window.addEventListener("beforeprint", () => {
  for (const closed of document.querySelectorAll("details:not([open])")) {
    closed.open = true;
    closed.dataset.opened = "";
  }
});

window.addEventListener("afterprint", () => {
  for (const opened of document.querySelectorAll("details[data-opened]")) {
    opened.open = false;
    delete opened.dataset.opened;
  }
});

/* <input type="range" data-mirrors="id_of_number_field">: two ways to set one value, the slider only with scripts. What
   it says is asked for when it is let go, by its own change. */
document.documentElement.dataset.scripts = "";
const follow = (slider) => {
  const field = document.getElementById(slider.dataset.mirrors);
  const typed = Number.parseFloat((field?.value ?? "").replace(",", "."));
  if (!Number.isNaN(typed)) slider.value = typed;
};
const followAll = () => document.querySelectorAll("[data-mirrors]").forEach(follow);
document.addEventListener("input", ({ target }) => {
  if (target.dataset?.mirrors) {
    const field = document.getElementById(target.dataset.mirrors);
    if (field) field.value = target.value.replace(".", target.dataset.decimal ?? ".");
    return;
  }
  const slider = target.id && document.querySelector(`[data-mirrors="${CSS.escape(target.id)}"]`);
  if (slider) follow(slider);
});
document.addEventListener("htmx:afterSettle", followAll);
followAll();

/* data-hx-… elements, or what is around them, may carry data-busy="Computing 8,192 futures …", data-done="New answer" and
   data-failed. */
const announcer = document.getElementById("announcer");
let waiting;
const say = (element, words) => {
  announcer.textContent = words;
  const place = element.querySelector("[data-busy-words]");
  if (place) place.textContent = words;
};
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const told = detail.elt.closest("[data-busy]");
  if (!told) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => say(told, told.dataset.busy), 400);
});
/* The element that asked may be replaced by now, so it is taken from the request. */
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const told = detail.requestConfig.elt.closest("[data-busy]");
  if (!told) return;
  clearTimeout(waiting);
  const problem = decodeURIComponent(detail.xhr?.getResponseHeader("Problem-Words") ?? "");
  say(told, detail.successful ? told.dataset.done ?? "" : problem || (told.dataset.failed ?? ""));
});

/* A file that is larger than is taken, is not sent: it would be refused with all that was typed around it. */
document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-largest]")) return;
  const isTooLarge = [...target.files].some(({ size }) => size > Number(target.dataset.largest));
  target.closest(".field").querySelector("[data-file-refused]").hidden = !isTooLarge;
  if (isTooLarge) target.value = "";
});

/* A slash goes to the search box, unless somebody is typing or has switched it off on the search page. */
let slash = "on";
try { slash = localStorage.getItem("slash") ?? slash; } catch { /* a browser that remembers nothing */ }
document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
  if (key !== "/" || ctrlKey || metaKey || altKey || defaultPrevented || slash === "off") return;
  if (target.closest("input:not([type='checkbox'], [type='radio'], [type='submit']), textarea, select, [contenteditable]")) return;
  const box = [...document.querySelectorAll("[data-search-box]")].find((one) => one.offsetParent);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
const dressSlashSwitch = () => {
  for (const button of document.querySelectorAll("[data-slash-switch]")) {
    button.hidden = false;
    button.textContent = slash === "off" ? button.dataset.off : button.dataset.on;
  }
};
document.addEventListener("click", ({ target }) => {
  if (!("slashSwitch" in target.dataset)) return;
  slash = slash === "off" ? "on" : "off";
  try { localStorage.setItem("slash", slash); } catch { /* as above */ }
  dressSlashSwitch();
});
document.addEventListener("htmx:afterSwap", dressSlashSwitch);
dressSlashSwitch();

/* A late answer must undo nothing: what was opened or typed since the question was sent is put back. */
let folds = [];
let typed = [];
const sentAs = (parameters, { name, type, value, checked }) => {
  const sent = [parameters[name] ?? []].flat();
  return type === "checkbox" || type === "radio" ? sent.includes(value) === checked : sent.includes(value);
};
/* A link sends nothing of the form around it: there, what the page was drawn with is what was known. */
const asDrawn = ({ options, value, defaultValue, checked, defaultChecked }) => {
  if (options) return value === ([...options].find((option) => option.defaultSelected) ?? options[0])?.value;
  return value === defaultValue && checked === defaultChecked;
};
document.addEventListener("htmx:beforeSwap", ({ detail: { target, requestConfig } }) => {
  folds = [...target.querySelectorAll("details[id]")].map(({ id, open }) => ({ id, open }));
  const controls = [...target.querySelectorAll("input[id]:not([type='file'], [data-mirrors]), select[id], textarea[id]")];
  const isLink = requestConfig.elt.matches("a");
  typed = controls.filter((control) => !(isLink ? asDrawn(control) : sentAs(requestConfig.parameters, control)));
});
document.addEventListener("htmx:afterSwap", () => {
  for (const { id, open } of folds) {
    const fold = document.getElementById(id);
    if (fold) fold.open = open || (fold.open && !("folds" in fold.dataset));
  }
  for (const { id, value, checked } of typed) {
    const control = document.getElementById(id);
    if (!control) continue;
    control.value = value;
    if ("checked" in control) control.checked = checked;
  }
});
/* Only a settled answer listens, so only now can it be asked for again. */
document.addEventListener("htmx:afterSettle", () => {
  for (const { id } of typed) document.getElementById(id)?.dispatchEvent(new Event("change", { bubbles: true }));
  folds = typed = [];
});
