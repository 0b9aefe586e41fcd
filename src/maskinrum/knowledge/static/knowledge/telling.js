/* A draft saves itself: in this browser at every key, on the server when the writer pauses. All works without this. */
"use strict";

/* An address that ends like this is given only when the server has what was sent: the browser lets go of it. */
if (window.location.hash === "#kept") {
  try {
    const own = Object.entries(window.sessionStorage).filter(([name]) => name.startsWith("maskinrum.experience."));
    for (const [, where] of own) {
      if (JSON.parse(window.localStorage.getItem(where))?.isSent) window.localStorage.removeItem(where);
    }
  } catch {
    // a browser may refuse; then it has kept nothing either
  }
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
}

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
  let pressed = null;
  /* On a slow network somebody types before this has come, and may be at the next field already. */
  const isChanged = (one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked;
  let isTyped = form.contains(document.activeElement) && [...form.querySelectorAll("input, textarea")].some(isChanged);

  /* Each window has a place of its own, and remembers which were its own before: two drafts, or one draft twice, side by
     side never take each other's words. */
  const tab = window.crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
  const places = () => `maskinrum.experience.${writer}.${draft}.`;
  const place = () => places() + tab;
  const typed = () => [...new FormData(form)].filter(([name]) => !UNSENT.includes(name));
  const memory = (act, kind = "localStorage") => {
    try {
      return act(window[kind]);
    } catch {
      return null; // a browser may refuse; then the server alone keeps the draft
    }
  };
  const kept = (isSent = false) => ({ at: Date.now(), typed: typed(), revision: revision.value, isSent });
  const store = (where, words) => memory((storage) => storage.setItem(where, JSON.stringify(words)));
  const keep = (isSent = false) => {
    store(place(), kept(isSent));
    memory((storage) => storage.setItem(places(), place()), "sessionStorage");
  };
  const forget = (where = place()) => memory((storage) => storage.removeItem(where));

  /* What this browser keeps for the draft beside what stands here, newest first; what is too old or stands here is let go. */
  const others = () => {
    const read = (where) => ({ where, ...memory((storage) => JSON.parse(storage.getItem(where))) });
    const isOther = ({ where, at, typed: words }) =>
      Date.now() - at < KEPT && JSON.stringify(words) !== JSON.stringify(typed()) || forget(where);
    const found = memory((storage) => Object.keys(storage).filter((key) => key.startsWith(places()))) ?? [];
    return found.filter((where) => where !== place()).map(read).filter(isOther).sort((one, other) => other.at - one.at);
  };

  const fill = (words) => {
    for (const [name, value] of words.typed) {
      const control = form.elements.namedItem(name);
      if (control) control.value = value;
    }
    forget(words.where);
    keep();
    ask();
  };

  /* The button changes what stands here for what it offers, and offers the former instead. */
  const say = (isBack, [offered]) => {
    notice.querySelector("span").textContent = [isBack && form.dataset.restored, offered && form.dataset.kept]
      .filter(Boolean).join(" ");
    notice.querySelector("button").hidden = !offered;
    notice.querySelector("button").onclick = () => {
      const stood = { ...kept(), where: offered.where };
      fill(offered);
      if (isTyped) store(stood.where, stood);
      isTyped = true;
      say(true, [stood]);
    };
    notice.hidden = !isBack && !offered;
  };

  /* What was sent, is older than what the server has, or is of another window, is only offered. */
  const restore = () => {
    const before = memory((storage) => storage.getItem(places()), "sessionStorage");
    const own = others().find(({ where }) => where === before);
    const isBack = own && own.revision === revision.value && !own.isSent && !isTyped;
    if (isBack) fill(own);
    say(isBack, others());
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
      const signal = AbortSignal.timeout(5 * PAUSE);
      const answer = await fetch(target, {
        method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, signal,
      });
      const told = await answer.json();
      if (answer.ok) {
        take(told);
        if (JSON.stringify(typed()) === sent) forget();
        else keep();
      } else {
        savedWords.textContent = told.problem;
        keep();
      }
    } catch {
      savedWords.textContent = form.dataset.offline;
      waiting = setTimeout(save, 10 * PAUSE);
    }
    sending = false;
    if (pressed) form.requestSubmit(pressed);
    else if (again) {
      again = false;
      save();
    }
  };

  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  };

  const type = () => {
    isTyped = true;
    keep();
    ask();
  };

  form.addEventListener("input", type);
  /* What is pressed while the draft is on its way waits for it: else one experience would become two. */
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    keep(true);
    if (!sending) return;
    event.preventDefault();
    pressed = event.submitter;
  });
  window.addEventListener("online", save);
  restore();
  if (isTyped) type();
}
