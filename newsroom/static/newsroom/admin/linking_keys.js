/* Linking by keyboard: one key for each thing that is done with a quotation. */
"use strict";
{
  const linking = window.desk?.linking;

  const build = () => {
    const { form, cards, open, step, set, decide, say, one, field, value } = linking;
    const $ = window.django?.jQuery;
    const save = form.querySelector('[name="_save"]');
    const legend = document.getElementById("desk-link-keys");
    const help = form.querySelector("[data-help]");

    const isTyping = (target) => target.matches?.('input:not([type="radio"], [type="checkbox"], [type="submit"], [type="button"]), textarea, select, [contenteditable]')
      || Boolean(target.closest?.(".select2-container"));

    const back = () => linking.now()?.focus({ preventScroll: true });

    const focusOn = (control) => {
      control?.focus();
      control?.select?.();
    };

    const openChoice = (name) => {
      const select = one(linking.now(), name);
      if ($ && $(select).data("select2")) {
        $(select).select2("open");
      } else {
        focusOn(select);
      }
    };

    const asNamed = () => {
      if (linking.isOnFile(linking.now())) {
        set(linking.now(), "source", "new");
      }
    };

    const toggleHelp = () => {
      legend.hidden = !legend.hidden;
      help.setAttribute("aria-expanded", String(!legend.hidden));
      if (legend.hidden) {
        back();
      } else {
        legend.focus();
      }
    };

    const linkAllNamed = () => {
      const named = cards.filter((card) => card.dataset.evidence === "named" && value(card, "do") === "leave"
        && (linking.isOnFile(card) || value(card, "attribution") !== "named" || value(card, "speaker")));
      named.forEach((card) => set(card, "do", "link"));
      say(`${named.length} more ticked to link.`);
      back();
    };

    const pickEvent = (digit) => {
      const boxes = [...linking.now().querySelectorAll(`[name="${linking.now().dataset.card}-said_at"]`)];
      const events = boxes.filter((box) => box.value && box.value !== "other");
      const box = digit === 0 ? boxes.find((other) => !other.value)
        : digit === 9 ? boxes.find((other) => other.value === "other") : events[digit - 1];
      if (!box) {
        say(`There is no event ${digit}.`);
        return;
      }
      asNamed();
      set(linking.now(), "said_at", box.value);
      const label = box.closest("label").querySelector(":scope > span").textContent.trim();
      say(label);
      back();
      if (digit === 9) {
        openChoice("other_event");
      }
    };

    const toggleQuote = () => {
      const boxes = field(linking.now(), "source");
      if (boxes) {
        const all = [...boxes];
        const at = all.findIndex((box) => box.checked);
        set(linking.now(), "source", all[(at + 1) % all.length].value);
        say(all[(at + 1) % all.length].closest("label").textContent.trim());
      } else {
        say("No quote of these words is on file.");
      }
    };

    const toggleStatements = () => {
      const statements = form.querySelector("[data-statements]");
      if (!statements) {
        say("No indirect statement was found.");
        return;
      }
      statements.open = !statements.open;
      if (statements.open) {
        open(statements.querySelector("[data-card]"));
      } else if (!linking.shown().includes(linking.now())) {
        open(linking.shown()[0]);
      }
    };

    const KEYS = {
      Enter: () => decide("link", "linked"),
      a: () => decide("link", "linked"),
      A: linkAllNamed,
      x: () => decide("reject", "rejected"),
      u: () => decide("leave", "left for later"),
      j: () => step(1),
      ArrowDown: () => step(1),
      k: () => step(-1),
      ArrowUp: () => step(-1),
      s: () => { asNamed(); set(linking.now(), "attribution", "named"); openChoice("speaker"); },
      n: () => { asNamed(); set(linking.now(), "attribution", "new"); focusOn(one(linking.now(), "new_speaker")); },
      f: toggleQuote,
      e: () => { asNamed(); focusOn(linking.now().querySelector(`[name="${linking.now().dataset.card}-said_at"]:checked`)); },
      o: () => {
        asNamed();
        const office = one(linking.now(), "office");
        if (office.matches("select")) {
          focusOn(office);
        } else {
          say("No office is on file to choose from.");
        }
      },
      d: () => { asNamed(); focusOn(one(linking.now(), "said_on")); },
      m: () => {
        const more = linking.now().querySelector(".desk-link-more");
        more.open = !more.open;
        if (more.open) {
          focusOn(more.querySelector("input, select"));
        }
      },
      i: toggleStatements,
      "?": toggleHelp,
    };

    // These work where no quotation is open, too, as on a page of statements only.
    const FOR_THE_PAGE = ["i", "?"];
    const ARROWS = ["ArrowDown", "ArrowUp"];
    const isNative = (event) => {
      const { target, key } = event;
      if (key === "Enter") {
        return Boolean(target.closest?.("a[href], button, summary, input[type='submit']"));
      }
      return ARROWS.includes(key) && (target.matches?.('input[type="radio"]') || Boolean(target.closest?.(".desk-link-article")));
    };

    document.addEventListener("keydown", (event) => {
      if (event.isComposing || document.querySelector(".select2-container--open")) {
        return;
      }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        save?.click();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.key === "Escape") {
        if (legend && !legend.hidden) {
          toggleHelp();
        } else {
          back();
        }
        return;
      }
      if (isTyping(event.target)) {
        // Enter in a box ends the work in that box; it does not send the whole page.
        if (event.key === "Enter" && event.target.matches("input, select")) {
          event.preventDefault();
          back();
        }
        return;
      }
      if (!(linking.now() || FOR_THE_PAGE.includes(event.key)) || isNative(event) || !(form.contains(event.target) || event.target === document.body)) {
        return;
      }
      const act = /^[0-9]$/.test(event.key) ? () => pickEvent(Number(event.key)) : KEYS[event.key];
      if (act) {
        event.preventDefault();
        act();
      }
    });

    if ($) {
      // A choice that was made leads back to the quotation, and so does one that was called off.
      $(form).on("select2:close", (event) => {
        const card = event.target.closest("[data-card]");
        if (card) {
          setTimeout(() => card.focus({ preventScroll: true }));
        }
      });
    }
    help?.addEventListener("click", toggleHelp);
    form.querySelector("[data-keys]")?.removeAttribute("hidden");
  };

  if (linking && document.getElementById("desk-link-keys")) {
    build();
  }
}
