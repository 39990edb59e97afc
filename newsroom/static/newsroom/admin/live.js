/* While an article is open: who else has it open, who saved it since, and what preflight says. */
"use strict";
{
  const EVERY = 20_000;
  const PAUSE = 1_200;
  const here = document.getElementById("desk-live");
  const form = document.querySelector(".change-form #content-main form");
  const counter = () => form?.elements.edit_counter?.value ?? here.dataset.counter;
  const token = () => form?.elements.csrfmiddlewaretoken?.value ?? "";

  const ask = (url, fields) => {
    const data = new FormData();
    Object.entries(fields).forEach(([name, value]) => data.set(name, value));
    return fetch(url, { method: "POST", body: data, headers: { "X-CSRFToken": token() }, redirect: "manual" });
  };

  const say = (id, text) => {
    const line = document.getElementById(id);
    if (line.firstElementChild.textContent !== text) {
      line.firstElementChild.textContent = text;
    }
    line.hidden = !text;
  };

  const listed = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);

  const report = async () => {
    if (document.hidden) {
      return;
    }
    try {
      const answer = await ask(here.dataset.presence, { edit_counter: counter() });
      if (!answer.ok) {
        return;
      }
      const { others, saved } = await answer.json();
      say("desk-others", others.length ? `${listed(others)} ${others.length > 1 ? "have" : "has"} this article open, too.` : "");
      say("desk-saved", saved ? `${saved.by} saved a newer version (${saved.did}, ${saved.at}). Your save will not overwrite it: you will be asked to merge.` : "");
    } catch {
      // No connection: keeping.js says so when it matters.
    }
  };

  const leave = () => {
    const data = new FormData();
    data.set("leaving", "1");
    data.set("csrfmiddlewaretoken", token());
    navigator.sendBeacon(here.dataset.presence, data);
  };

  const TYPED = ["headline", "standfirst", "highlights", "body", "image_caption", "image_credit"];
  const panel = document.getElementById("desk-preflight");
  let checking = 0;

  const check = async () => {
    const mine = ++checking;
    const typed = TYPED.filter((name) => form?.elements[name]).map((name) => [name, form.elements[name].value]);
    try {
      const answer = await ask(here.dataset.preflight, Object.fromEntries(typed));
      if (answer.ok && mine === checking) {
        panel.innerHTML = await answer.text();
      }
    } catch {
      // As above.
    }
  };

  /* A finding about a quote leads to its card on this page, if it has one; else to its own page. */
  const lead = (event) => {
    const link = event.target.closest("a");
    const place = link?.closest("li")?.dataset;
    if (!place) {
      return;
    }
    const chosen = place.kind === "quote" && [...form.querySelectorAll('select[name^="citations-"][name$="-quote"]')]
      .find((select) => select.value === place.pk);
    const card = chosen && chosen.closest(".inline-related");
    const field = card
      ? card.querySelector(`[name$="-${place.field || "as_printed"}"]`) ?? chosen
      : link.hash && document.querySelector(link.hash);
    if (!field) {
      return;
    }
    event.preventDefault();
    card?.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    field.focus();
    field.scrollIntoView({ block: "center" });
  };

  const watch = () => {
    let waiting;
    form?.addEventListener("input", (event) => {
      if (TYPED.includes(event.target.name)) {
        clearTimeout(waiting);
        waiting = setTimeout(check, PAUSE);
      }
    });
  };

  if (here) {
    report();
    setInterval(report, EVERY);
    document.addEventListener("visibilitychange", report);
    window.addEventListener("pagehide", leave);
    if (panel) {
      panel.addEventListener("click", lead);
      check();
      watch();
    }
  }
}
