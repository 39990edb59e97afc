/* Before a form leaves the page: is the server there, and does it still know who is writing?
   If not, the form stays, and a bar says what to do. */
"use strict";
window.desk = window.desk ?? {};
{
  const PATIENCE = 10_000;
  const { bars } = window.desk;
  const meta = (name) => document.querySelector(`meta[name="desk-${name}"]`)?.content ?? "";

  const ask = async () => {
    const stop = new AbortController();
    const waiting = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(meta("alive"), { cache: "no-store", credentials: "same-origin", signal: stop.signal });
    } catch {
      return null;
    } finally {
      clearTimeout(waiting);
    }
  };

  const sizeOf = (form) => [...new FormData(form)]
    .reduce((sum, [name, value]) => sum + name.length + (typeof value === "string" ? new Blob([value]).size : 0), 0);

  const takeToken = (token) => {
    for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) {
      field.value = token;
    }
  };

  const millions = (bytes) => (bytes / 1e6).toFixed(1);

  /** Return what keeps the form here, or an empty text; a check that cannot run keeps nothing. */
  const problemOf = async (form) => {
    const answer = await ask();
    if (!answer) {
      return { name: "offline" };
    }
    const found = answer.ok ? await answer.json().catch(() => null) : null;
    if (!found || typeof found.user !== "string") {
      return { name: "" };
    }
    if (found.user !== meta("user")) {
      return { name: found.user ? "other" : "expired", other: found.name };
    }
    takeToken(found.token);
    const size = sizeOf(form);
    return size > found.limit ? { name: "large", size: millions(size), limit: millions(found.limit) } : { name: "" };
  };

  const tell = (form, problem, again) => {
    const bar = bars.refuse(form, problem.name, again);
    for (const place of bar.querySelectorAll("[data-tell]")) {
      place.textContent = problem[place.dataset.tell];
    }
  };

  /** Check each time before the form is sent; `sending` runs when it really is. */
  const guard = (form, sending) => {
    let checking = false;
    let passed = false;
    let leaving = false;

    const proceed = async (submitter) => {
      checking = true;
      const problem = await problemOf(form);
      checking = false;
      if (problem.name) {
        tell(form, problem, () => form.requestSubmit(submitter));
        return;
      }
      bars.clear();
      passed = true;
      form.requestSubmit(submitter);
      passed = false;
    };

    // First of all, so that what else listens hears only of a form that is sent.
    form.addEventListener("submit", (event) => {
      if (passed && !leaving) {
        leaving = true;
        sending();
        setTimeout(() => { leaving = leaving && !event.defaultPrevented; });
        setTimeout(() => { leaving = false; }, 2 * PATIENCE); // the browser's own “stop” was pressed
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!checking && !leaving) {
        proceed(event.submitter);
      }
    }, true);
    window.addEventListener("pageshow", () => { leaving = false; });
    return { isLeaving: () => leaving };
  };

  window.desk.guard = guard;
}
