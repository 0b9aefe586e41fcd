/* Help on top of pages that work without it: focus, spoken waiting, paired sliders, open details on paper. */
"use strict";

document.querySelector(".error-summary:not([data-still] *)")?.focus();

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

/* <input type="range" data-mirrors="id_of_number_field">: two ways to set one value. */
document.addEventListener("input", ({ target }) => {
  const field = target.dataset?.mirrors
    ? document.getElementById(target.dataset.mirrors)
    : document.querySelector(`[data-mirrors="${CSS.escape(target.id ?? "")}"]`);
  if (!field || field.value === target.value) return;
  field.value = field.type === "range" ? target.value.replace(",", ".") : target.value.replace(".", target.dataset.decimal ?? ".");
  if (target.dataset.mirrors) field.dispatchEvent(new Event("change", { bubbles: true }));
});

/* hx-… elements may carry data-busy="Computing 8,192 futures …" and data-done="New answer". */
const announcer = document.getElementById("announcer");
let waiting;
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const words = detail.elt.dataset.busy;
  if (words) waiting = setTimeout(() => { announcer.textContent = words; }, 400);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  clearTimeout(waiting);
  announcer.textContent = detail.successful ? detail.elt.dataset.done ?? "" : detail.elt.dataset.failed ?? "";
});
