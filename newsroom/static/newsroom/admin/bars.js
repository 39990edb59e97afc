/* The bars above a form: what was kept, and why something was not sent. */
"use strict";
window.desk = window.desk ?? {};
{
  const { formState } = window.desk;

  const make = (name) => document.getElementById("desk-bars").content
    .querySelector(`[data-bar="${name}"]`).cloneNode(true);

  const show = (form, name) => {
    document.querySelector(`#content-main > [data-bar="${name}"]`)?.remove();
    const bar = make(name);
    form.before(bar);
    return bar;
  };

  /** Say why a form stays here; one such bar at a time, and the old one goes when it is sent. */
  const refuse = (form, name, again) => {
    clear();
    const bar = show(form, name);
    bar.querySelector("[data-again]")?.addEventListener("click", again);
    return bar;
  };

  const clear = () => document.querySelectorAll("#content-main > .desk-refusal").forEach((bar) => bar.remove());

  const cell = (text, tag = "td") => {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  };

  // One line a field: whether to put it back, what stands here, what was typed.
  const line = (key, kept, here, isChanged) => {
    const row = document.createElement("tr");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", checked: true, value: key });
    box.setAttribute("aria-label", `Put back ${kept.label}`);
    const name = cell("", "th");
    name.scope = "row";
    name.append(box, ` ${kept.label}`);
    if (isChanged) {
      const note = document.createElement("small");
      note.textContent = "changed here since";
      name.append(note);
    }
    row.append(name, cell(here ? formState.textOf(here) : ""), cell(formState.textOf(kept.values)));
    return row;
  };

  const drawDifferences = (bar, { kept, now, changed }) => {
    const body = bar.querySelector("tbody");
    body.replaceChildren(...Object.keys(kept).map((key) => line(
      key, kept[key], formState.parseKey(key).isNew ? null : now.get(key), changed.has(key),
    )));
  };

  const ticked = (bar, kept) => {
    const boxes = [...bar.querySelectorAll("tbody input")];
    const left = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    return Object.fromEntries(Object.entries(kept).filter(([key]) => !left.has(key)));
  };

  // The clock of the page, which need not be the computer's.
  const zone = document.querySelector('meta[name="desk-zone"]')?.content || undefined;
  const dayAndTime = (moment) => {
    const then = new Date(moment);
    const day = { day: "numeric", month: "long", timeZone: zone };
    const time = then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", timeZone: zone, timeZoneName: "short" });
    const isToday = then.toLocaleDateString([], day) === new Date().toLocaleDateString([], day);
    return isToday ? `at ${time}` : `on ${then.toLocaleDateString([], day)} at ${time}`;
  };

  const tellWhen = (bar, copy, count) => {
    const time = bar.querySelector("time");
    time.textContent = dayAndTime(copy.at);
    time.dateTime = new Date(copy.at).toISOString();
    bar.querySelector("[data-count]").textContent = `${count} field${count === 1 ? "" : "s"}`;
  };

  /** What has no place here any more stays readable, to copy from. */
  const showLeftOver = (form, kept, names) => {
    if (names.length) {
      const bar = show(form, "leftover");
      bar.querySelector("dl").append(...names.flatMap((key) => [
        cell(kept[key].label, "dt"), cell(formState.textOf(kept[key].values), "dd"),
      ]));
      bar.querySelector("[data-close]").addEventListener("click", () => bar.remove());
    }
  };

  const focusOn = (field) => {
    const box = field?.nextElementSibling?.querySelector(".select2-selection") ?? field;
    box?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: "center" });
  };

  const putBack = (form, wanted) => {
    const { first, left } = formState.putBack(form, wanted);
    showLeftOver(form, wanted, left);
    focusOn(first);
  };

  /** Offer a copy. `examine` tells what of it differs, what stands here and what changed here. */
  const offer = ({ form, copy, examine, isNewer, done }) => {
    const bar = show(form, "kept");
    const differences = bar.querySelector(".desk-differences");
    const toggle = bar.querySelector('[data-keep="compare"]');
    const { kept, changed } = examine();
    tellWhen(bar, copy, Object.keys(kept).length);
    bar.querySelector("[data-newer]").hidden = !isNewer && !changed.size;
    bar.querySelector("[data-sent]").hidden = !copy.sent;
    const compare = (isOpen) => {
      differences.hidden = !isOpen;
      toggle.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) {
        drawDifferences(bar, examine());
      }
    };
    bar.addEventListener("click", (event) => {
      const { keep } = event.target.dataset;
      const found = examine();
      if (keep === "compare") {
        compare(differences.hidden);
      } else if (keep === "back" && differences.hidden && found.changed.size) {
        compare(true); // nothing is overwritten unseen
      } else if (keep) {
        const wanted = ticked(bar, found.kept);
        bar.remove();
        if (keep === "back") {
          putBack(form, wanted);
        }
        done();
      }
    });
    return bar;
  };

  window.desk.bars = { show, refuse, clear, offer };
}
