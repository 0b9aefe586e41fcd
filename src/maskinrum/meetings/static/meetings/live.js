/* A meeting that runs: what others write comes by itself, and what is typed is kept here and saved at a pause.
   All of it works without this, by buttons and by loading the page again. */
"use strict";

const page = document.querySelector("[data-live]");
const EVERY = 3000; // milliseconds
const HIDDEN_EVERY = 20000;
const PAUSE = 2000;
const LONGEST_WAIT = 15000; // on a bad network a request hangs for minutes, where another one would get through
const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;

const memory = (act) => {
  try {
    return act(window.localStorage);
  } catch {
    return null; // a browser may refuse; then the server alone keeps the note
  }
};

const timely = (address, options) => fetch(address, { ...options, signal: AbortSignal.timeout?.(LONGEST_WAIT) });

if (page) {
  const words = page.querySelector("[data-live-words]");
  let version = Number(page.dataset.version);
  let letIn = page.dataset.pass;
  let measured = performance.now();
  let ended = false;
  let isSignedOut = false; // until somebody logs in again in another window

  const tick = () => {
    const timer = page.querySelector(".live-timer");
    if (!timer) return;
    const spent = Number(timer.dataset.spent) + (performance.now() - measured) / 1000;
    timer.querySelector("[data-minutes]").textContent = Math.floor(spent / 60);
    timer.classList.toggle("is-over", spent > Number(timer.dataset.planned) * 60);
  };

  const isBusy = (part) => part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");

  /* What came for a part that somebody is typing in: it takes its place once they have left that part. */
  const held = new Map();

  /* What was typed and not sent stands in the new part too, where that still asks for it. */
  const replace = (there, part) => {
    there.querySelectorAll("input[id]").forEach((field) => {
      const same = part.querySelector(`[id="${CSS.escape(field.id)}"]`);
      if (same && field.value !== field.defaultValue) same.value = field.value;
    });
    held.delete(part.id);
    there.replaceWith(part);
  };

  const place = (part) => {
    const there = document.getElementById(part.id);
    if (there) {
      if (isBusy(there)) held.set(part.id, part);
      else replace(there, part);
      return;
    }
    const list = document.getElementById(part.dataset.list ?? "");
    if (list) list.append(part);
  };

  /* Not before a press on a button of the same part has been sent. */
  const catchUp = () => {
    held.forEach((part, id) => {
      const there = document.getElementById(id);
      if (!there) held.delete(id);
      else if (!there.contains(document.activeElement)) replace(there, part);
    });
  };

  /* A decision or an action that was taken out is told of by being missing from those that stand. */
  const drop = (told) => {
    if (!told) return;
    const standing = new Set(told.dataset.standing.split(" "));
    page.querySelectorAll("li[id^='decision-'], li[id^='action-']").forEach((part) => {
      if (!standing.has(part.id)) part.remove();
    });
  };

  const take = async (answer) => {
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    told.querySelectorAll("[data-part]").forEach((part) => place(document.adoptNode(part)));
    drop(told.querySelector("[data-standing]"));
    version = Number(answer.headers.get("Meeting-Version"));
    measured = performance.now();
    const now = page.querySelector("[data-now]");
    page.querySelector("[data-go]").hidden = !now || now.dataset.now === page.dataset.item;
    tick();
  };

  const ask = async () => {
    catchUp();
    try {
      const headers = { "Meeting-Pass": letIn };
      const answer = await timely(`${page.dataset.live}?fra=${version}`, { redirect: "error", headers });
      letIn = answer.headers.get("Meeting-Pass") ?? letIn;
      if (answer.status === 200) await take(answer);
      if (answer.status === 404) {
        ended = true;
        words.textContent = page.dataset.removed;
      } else if (answer.status === 401) {
        isSignedOut = true;
        words.textContent = (await answer.json()).problem;
      } else {
        isSignedOut = false;
        words.textContent = "";
      }
    } catch {
      words.textContent = page.dataset.offline;
    }
    if (!ended) setTimeout(ask, document.hidden || isSignedOut ? HIDDEN_EVERY : EVERY);
  };

  setTimeout(ask, EVERY);
  setInterval(tick, 1000);
  tick();
}

const form = document.querySelector("form[data-note]");

if (form) {
  const text = form.elements.namedItem("text");
  const basedOn = form.elements.namedItem("based_on");
  const note = form.elements.namedItem("note").value;
  const saved = form.querySelector("[data-saved-words]");
  const key = `maskinrum.note.${form.elements.namedItem("writer").value}.${form.getAttribute("action")}`;
  let waiting;
  let sending = false;
  let again = false;
  let stopped = false;
  let pressed = false; // the button, while it was not known what the server has
  let unsure = null; // sent without an answer: it may stand there already, so it is sent again, word for word, first

  const keep = (isSent = false) => {
    const own = form.elements.namedItem("note").value; // of a restored text not the one that the page came with
    const kept = { at: Date.now(), text: text.value, note: own, based: basedOn.value, isSent, unsure };
    memory((storage) => storage.setItem(key, JSON.stringify(kept)));
  };
  const forget = () => memory((storage) => storage.removeItem(key));

  /* A note that stands elsewhere too is not written over: its address leads to where one is chosen. */
  const beside = (told) => {
    stopped = true;
    const link = document.createElement("a");
    link.href = told.settle;
    link.textContent = told.words;
    saved.replaceChildren(link);
  };

  const save = async () => {
    if (stopped || text.value.trim() === "") {
      pressed = false;
      return;
    }
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    unsure ??= text.value;
    const sent = unsure;
    keep();
    try {
      const body = new FormData(form);
      body.set("text", sent);
      const answer = await timely(form.action, { method: "POST", body, headers: { "X-Autosave": "1" } });
      if (answer.status === 404) {
        stopped = true;
        saved.textContent = page.dataset.removed;
        return;
      }
      const told = await answer.json();
      unsure = null;
      if (!answer.ok) {
        saved.textContent = told.problem;
      } else if (told.beside) {
        beside(told);
      } else {
        basedOn.value = told.version;
        saved.textContent = told.words;
        again ||= text.value !== sent;
      }
      if (answer.ok && text.value === sent) forget();
      else keep();
    } catch {
      saved.textContent = form.dataset.offline;
      pressed = false;
      clearTimeout(waiting);
      waiting = setTimeout(save, 5 * PAUSE);
    }
    sending = false;
    if (again && unsure === null) {
      again = false;
      save();
    } else if (pressed) {
      form.requestSubmit();
    }
  };

  /* On a slow network somebody types before this has come: it stands below what is restored. */
  const early = document.activeElement === text && text.value !== text.defaultValue ? text.value : "";

  /* Held against what the server sent: the browser itself may have put something else into the field. */
  const restore = () => {
    const kept = JSON.parse(memory((storage) => storage.getItem(key)) ?? "null");
    if (!kept) return;
    const isOld = Date.now() - kept.at > KEPT_FOR;
    const isSaved = kept.isSent && kept.note === note && Number(kept.based) < Number(basedOn.value);
    if (isOld || isSaved || kept.text.trimEnd() === text.defaultValue.trimEnd()) {
      forget();
    } else {
      form.elements.namedItem("note").value = kept.note;
      basedOn.value = kept.based;
      unsure = kept.unsure ?? null;
      text.value = early && early !== kept.text ? `${kept.text}\n\n${early}` : kept.text;
      saved.textContent = form.dataset.restored;
      waiting = setTimeout(save, PAUSE);
    }
  };

  const typed = () => {
    keep();
    clearTimeout(waiting);
    if (!stopped) waiting = setTimeout(save, PAUSE);
  };

  text.addEventListener("input", typed);
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (unsure !== null && !stopped && text.value.trim() !== "") {
      event.preventDefault();
      pressed = true;
      save();
      return;
    }
    keep(true);
  });
  window.addEventListener("online", save);
  restore();
  if (early) typed();
}
