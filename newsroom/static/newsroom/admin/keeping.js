/* Nothing typed is lost: Ctrl+S saves and stays, leaving asks first, and a copy of what was changed
   is kept in this browser until the server says that it was saved. */
"use strict";
{
  const { formState, copies, bars, guard } = window.desk;
  const SENT = "desk:sent";
  const QUIET = 400;
  const meta = (name) => document.querySelector(`meta[name="desk-${name}"]`)?.content ?? "";
  const form = document.querySelector('.change-form #content-main form:has([name="_save"])');

  const copying = () => {
    const user = meta("user");
    const page = copies.newMark();
    const popup = document.body.classList.contains("popup") ? "?popup" : "";
    const key = copies.keyFor(user, location.pathname + popup);
    const sent = formState.sent(form);
    const isRefused = document.getElementById("desk-bars").dataset.refused === "yes";
    let earlier; // a copy that waits for an answer
    let bar;
    let waiting;
    let carried = new Map(); // on a refused page: what was typed before it was sent
    let isFull = false;

    const counter = () => form.elements.edit_counter?.value ?? "";

    const typed = () => {
      const fields = formState.fieldsOf(form);
      const found = {};
      for (const [name, values] of formState.now(form)) {
        const base = sent.get(name) ?? formState.sentInNewRow(form, name);
        if (carried.has(name) || (isRefused && formState.parseKey(name).isNew && formState.textOf(values)) || !formState.isSame(values, base)) {
          found[name] = { label: formState.labelOf(fields.get(name)[0]), values, base: carried.get(name) ?? formState.digest(base) };
        }
      }
      return found;
    };

    const put = (copy) => {
      const isKept = copies.write(key, copy);
      if (!isKept && !isFull) {
        bars.show(form, "full");
      }
      isFull = !isKept;
    };

    const isOurs = (stored) => stored?.page === page || (earlier && stored?.at === earlier.at);

    const keep = (mark) => {
      clearTimeout(waiting);
      waiting = undefined;
      const fields = typed();
      if (Object.keys(fields).length) {
        put({ at: Date.now(), page, counter: counter(), fields, earlier, sent: mark });
      } else if (isOurs(copies.read(key))) {
        if (earlier) {
          copies.write(key, earlier);
        } else {
          copies.drop(key);
        }
      }
    };

    const keepSoon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, QUIET);
    };

    const keepNow = () => {
      if (waiting !== undefined) {
        keep();
      }
    };

    // Only what is not here already; of a row that is gone, nothing but its words.
    const differing = (fields) => {
      const now = formState.now(form);
      return Object.fromEntries(Object.entries(fields).filter(([name, kept]) => {
        const { isNew, field } = formState.parseKey(name);
        const here = now.get(name);
        return isNew || (here ? !formState.isSame(here, kept.values) : field !== "DELETE" && formState.textOf(kept.values));
      }));
    };

    const examine = (copy) => {
      const now = formState.now(form);
      const kept = differing(copy.fields);
      const changed = new Set(Object.keys(kept).filter((name) => {
        const base = sent.get(name);
        return !formState.parseKey(name).isNew && base && now.has(name)
          && ((kept[name].base && formState.digest(base) !== kept[name].base) || !formState.isSame(now.get(name), base));
      }));
      return { kept, now, changed };
    };

    const offer = (copy) => {
      if (!Object.keys(differing(copy.fields)).length) {
        answered(copy);
        return;
      }
      earlier = copy;
      const isNewer = Boolean(copy.counter && counter() && copy.counter !== counter());
      bar = bars.offer({ form, copy, examine: () => examine(copy), isNewer, done: () => answered(copy) });
    };

    const answered = (copy) => {
      bar = undefined;
      const stored = copies.read(key);
      earlier = copy; // so that this very copy counts as ours
      const ours = isOurs(stored);
      earlier = copy.earlier;
      if (ours && !Object.keys(typed()).length) {
        copies.drop(key);
      } else if (ours) {
        keep();
      }
      if (copy.earlier) {
        offer(copy.earlier);
      }
    };

    // The refused page holds what was sent: no bar, but the copy stays until it is saved.
    const carryOn = (stored) => {
      const isOwn = stored?.sent && stored.sent === sessionStorage.getItem(SENT);
      if (isOwn) {
        carried = new Map(Object.entries(stored.fields).map(([name, kept]) => [name, kept.base]));
        earlier = stored.earlier;
      } else {
        carried = new Map([...sent.keys()].map((name) => [name, undefined]));
      }
      if (isOwn || !stored) {
        keep();
      }
    };

    const sending = () => {
      const mark = copies.newMark();
      keep(mark);
      form.querySelector('input[name="_copy"]')?.remove();
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "_copy", value: mark });
      form.append(field);
      sessionStorage.setItem(SENT, mark);
    };

    const isDirty = () => isRefused || Object.keys(typed()).length > 0
      || [...form.querySelectorAll('input[type="file"], input[type="password"]')].some((field) => field.value);

    // Another tab has saved or forgotten its text; what was typed here is kept all the same.
    const hearOtherTabs = () => window.addEventListener("storage", (event) => {
      if (event.key !== key || event.newValue !== null) {
        return;
      }
      bar?.remove();
      bar = earlier = undefined;
      if (Object.keys(typed()).length && !copies.hasJustLeft()) {
        keep();
      }
    });

    const listen = () => {
      const $ = window.django?.jQuery; // choices found by typing tell jQuery only
      if ($) {
        $(form).on("input change", keepSoon);
      } else {
        form.addEventListener("input", keepSoon);
      }
      form.addEventListener("input", copies.goOn, true);
      document.addEventListener("formset:removed", keepSoon);
      window.addEventListener("pagehide", keepNow);
      document.addEventListener("visibilitychange", () => document.hidden && keepNow());
    };

    const start = () => {
      const stored = copies.read(key);
      if (isRefused) {
        carryOn(stored);
      } else if (stored) {
        offer(stored);
      }
      listen();
      hearOtherTabs();
    };
    return { start, sending, isDirty };
  };

  const saveByKey = () => {
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
        event.preventDefault();
        (form.querySelector('[name="_continue"]') ?? form.querySelector('[name="_save"]'))?.click();
      }
    });
  };

  const keepForm = () => {
    const { start, sending, isDirty } = copying();
    const { isLeaving } = guard(form, sending);
    start();
    saveByKey();
    window.addEventListener("beforeunload", (event) => {
      if (!isLeaving() && isDirty()) {
        event.preventDefault();
      }
    });
  };

  copies.forgetWhatWasSaved();
  copies.prune();
  window.addEventListener("focus", copies.forgetWhatWasSaved); // a popup has saved
  document.getElementById("logout-form")?.addEventListener("submit", () => copies.forgetUser(meta("user")));
  if (form && document.getElementById("desk-bars")) {
    keepForm();
  }
}
