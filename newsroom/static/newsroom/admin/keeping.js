/* Nothing typed is lost: Ctrl+S saves and stays, leaving asks first, and a copy is kept in this
   tab until a save went through (a login that had run out would otherwise swallow the text). */
"use strict";
{
  const SENT = "desk:sent";
  const form = document.querySelector(".change-form #content-main form");
  const isPopup = document.body.classList.contains("popup");
  const key = `desk:${location.pathname}`;

  const texts = () => Object.fromEntries(
    [...form.querySelectorAll('textarea[name], input[type="text"][name], input[type="url"][name]')]
      .filter((field) => !field.name.includes("__prefix__"))
      .map((field) => [field.name, field.value]),
  );

  const state = () => {
    const data = new FormData(form);
    data.delete("csrfmiddlewaretoken");
    return JSON.stringify([...data].map(([name, value]) => [name, value.name ?? value]));
  };

  const forget = (name) => sessionStorage.removeItem(name);

  const forgetWhatWasSaved = () => {
    const sent = sessionStorage.getItem(SENT);
    if (sent && document.querySelector(".messagelist .success")) {
      forget(sent);
      forget(SENT);
    }
  };

  const offerCopy = () => {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
    const now = texts();
    const differing = kept ? Object.keys(kept.texts).filter((name) => name in now && now[name] !== kept.texts[name]) : [];
    if (!differing.length) {
      forget(key);
      return;
    }
    const bar = document.getElementById("desk-kept").content.firstElementChild.cloneNode(true);
    bar.querySelector("time").textContent = new Date(kept.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    bar.addEventListener("click", (event) => {
      const { keep } = event.target.dataset;
      if (keep === "back") {
        for (const name of differing) {
          form.elements[name].value = kept.texts[name];
          form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
        }
      }
      if (keep) {
        forget(key);
        bar.remove();
      }
    });
    form.before(bar);
  };

  const keepCopies = () => {
    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), texts: texts() }));
      }, 800);
    });
  };

  const warnBeforeLeaving = () => {
    let before = null;
    let leaving = false;
    const refused = document.querySelector(".errornote") !== null;
    window.addEventListener("load", () => setTimeout(() => { before = state(); }));
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && (refused || (before !== null && state() !== before))) {
        event.preventDefault();
      }
    });
    form.addEventListener("submit", (event) => {
      if (leaving) {
        event.preventDefault();
        return;
      }
      leaving = true;
      if (!isPopup) {
        sessionStorage.setItem(SENT, key);
        sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), texts: texts() }));
      }
    });
    window.addEventListener("pageshow", () => { leaving = false; });
  };

  const saveByKey = () => {
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
        event.preventDefault();
        (form.querySelector('[name="_continue"]') ?? form.querySelector('[name="_save"]'))?.click();
      }
    });
  };

  forgetWhatWasSaved();
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    Object.keys(sessionStorage).filter((name) => name.startsWith("desk:")).forEach(forget);
  });
  if (form && form.querySelector('[name="_save"]')) {
    if (!isPopup && document.getElementById("desk-kept")) {
      offerCopy();
      keepCopies();
    }
    warnBeforeLeaving();
    saveByKey();
  }
}
