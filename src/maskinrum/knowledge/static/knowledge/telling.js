/* A draft saves itself: in this browser at every key, on the server when the writer pauses. All works without this. */
"use strict";

const form = document.querySelector("form[data-draft]");

if (form) {
  const PAUSE = 3000; // milliseconds
  const KEPT = 14 * 24 * 60 * 60 * 1000;
  const UNSENT = ["csrfmiddlewaretoken", "acting_for", "revision", "writer"];
  const savedWords = form.querySelector("[data-saved-words]");
  const notice = form.querySelector("[data-restored-words]");
  const revision = form.elements.namedItem("revision");
  const writer = form.elements.namedItem("writer").value;
  let draft = form.dataset.draft;
  let waiting;
  let sending = false;
  let again = false;

  const place = () => `maskinrum.experience.${writer}.${draft}`;
  const typed = () => [...new FormData(form)].filter(([name]) => !UNSENT.includes(name));
  const memory = (act) => {
    try {
      return act(window.localStorage);
    } catch {
      return null; // a browser may refuse; then the server alone keeps the draft
    }
  };
  const keep = (isSent = false) => {
    const kept = { at: Date.now(), typed: typed(), revision: revision.value, isSent };
    memory((storage) => storage.setItem(place(), JSON.stringify(kept)));
  };
  const forget = () => memory((storage) => storage.removeItem(place()));

  const fill = (kept) => {
    for (const [name, value] of kept.typed) {
      const control = form.elements.namedItem(name);
      if (control) control.value = value;
    }
    notice.querySelector("button").hidden = true;
    notice.querySelector("span").textContent = form.dataset.restored;
    notice.hidden = false;
    ask();
  };

  /* What was sent, or is older than what the server has, is only offered: it may stand there already. */
  const restore = () => {
    const kept = JSON.parse(memory((storage) => storage.getItem(place())) ?? "null");
    if (!kept) return;
    if (Date.now() - kept.at > KEPT || JSON.stringify(kept.typed) === JSON.stringify(typed())) {
      forget();
    } else if (kept.revision === revision.value && !kept.isSent) {
      fill(kept);
    } else {
      notice.hidden = false;
      notice.querySelector("button").addEventListener("click", () => fill(kept), { once: true });
    }
  };

  const take = (told) => {
    savedWords.textContent = told.words;
    revision.value = told.revision;
    if (draft === told.draft) return;
    forget();
    draft = told.draft;
    form.action = told.address;
    window.history.replaceState(null, "", told.address);
  };

  const save = async () => {
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    const sent = JSON.stringify(typed());
    try {
      const target = form.getAttribute("action") || window.location.href;
      const answer = await fetch(target, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" } });
      const told = await answer.json();
      if (answer.ok) {
        take(told);
        if (JSON.stringify(typed()) === sent) forget();
        else keep();
      } else {
        savedWords.textContent = told.problem;
      }
    } catch {
      savedWords.textContent = form.dataset.offline;
      waiting = setTimeout(save, 10 * PAUSE);
    }
    sending = false;
    if (again) {
      again = false;
      save();
    }
  };

  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  };

  form.addEventListener("input", () => {
    keep();
    ask();
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    keep(true);
  });
  window.addEventListener("online", save);
  restore();
}
