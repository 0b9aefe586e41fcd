/* A half-chosen sheet stays on this phone, and leaves it only when it is sent. All works without this. */
"use strict";

(() => {
  const PREFIX = "maskinrum.answer.";
  const SENT = `${PREFIX}sent`;
  const KEPT = 14 * 24 * 60 * 60 * 1000;
  const memory = (act, kind = "localStorage") => {
    try {
      return act(window[kind]);
    } catch {
      return null; // a browser may refuse; then nothing is kept
    }
  };
  const forget = (where) => where && memory((storage) => storage.removeItem(where));

  if (window.location.hash === "#kept") {
    forget(memory((storage) => storage.getItem(SENT), "sessionStorage"));
    memory((storage) => storage.removeItem(SENT), "sessionStorage");
    window.history.replaceState(null, "", window.location.pathname);
  }
  if (document.querySelector("[data-answered]")) forget(PREFIX + window.location.pathname);
  const form = document.querySelector("form[data-answer]");
  if (!form) return;

  const where = PREFIX + form.dataset.answer;
  const notice = form.querySelector("[data-answer-notice]");
  const progress = form.querySelector("[data-answer-progress]");
  const questions = [...new Set([...form.querySelectorAll(".answer-item input")].map((one) => one.name))];
  const typed = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const say = (words) => {
    notice.textContent = words;
    notice.hidden = !words;
  };
  const count = () => {
    const chosen = questions.filter((name) => form.querySelector(`input[name="${name}"]:checked`)).length;
    progress.textContent = `${chosen} ${progress.dataset.words} ${questions.length}`;
    progress.hidden = false;
  };
  const keep = () => {
    memory((storage) => storage.setItem(where, JSON.stringify({ at: Date.now(), typed: typed() })));
    count();
  };
  /* On a slow network somebody chooses before this has come: that stands. */
  const isChosen = (control) => (control instanceof RadioNodeList ? [...control] : [control])
    .some((one) => one.checked !== one.defaultChecked || one.value !== one.defaultValue);
  const restore = () => {
    const kept = memory((storage) => JSON.parse(storage.getItem(where)));
    if (!kept) return;
    if (Date.now() - kept.at > KEPT) {
      forget(where);
      return;
    }
    let isBack = false;
    for (const [name, value] of kept.typed) {
      const control = form.elements.namedItem(name);
      if (!control || control.value === value || isChosen(control)) continue;
      control.value = value;
      isBack = true;
    }
    if (isBack) say(form.dataset.restored);
  };

  restore();
  count();
  if (form.contains(document.activeElement)) keep();
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    keep();
    if (window.navigator.onLine === false) {
      event.preventDefault();
      say(form.dataset.offline);
      notice.scrollIntoView({ block: "center" });
      return;
    }
    memory((storage) => storage.setItem(SENT, where), "sessionStorage");
  });
  window.addEventListener("online", () => say(""));
})();
