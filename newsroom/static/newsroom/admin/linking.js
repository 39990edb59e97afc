/* Linking: one card is at work at a time; what is chosen in it shows in its line and in the text.
   Without this script the page is one long form that works as well. */
"use strict";
window.desk = window.desk ?? {};
{
  const form = document.querySelector("[data-linking]");

  const build = () => {
    const $ = window.django?.jQuery;
    const cards = [...form.querySelectorAll("[data-card]")];
    const save = form.querySelector('[name="_save"]');
    const voice = document.getElementById("desk-link-said");
    // What the server says of each card, before anything is chosen in it.
    const found = new Map(cards.map((card) => [card, {
      name: card.querySelector("[data-who]").textContent.trim(),
      label: card.querySelector("[data-evidence-words]").textContent.trim(),
    }]));
    const named = new Set(); // the cards on which somebody typed the name of a new actor
    let current = null;

    const field = (card, name) => form.elements[`${card.dataset.card}-${name}`];
    const one = (card, name) => card.querySelector(`[name="${card.dataset.card}-${name}"]`);
    const value = (card, name) => field(card, name)?.value ?? "";
    const marks = (card) => form.querySelectorAll(`mark[data-quote="${card.dataset.card}"]`);
    const isShown = (card) => !card.closest("[data-statements]:not([open])");
    const shown = () => cards.filter(isShown);
    const chosen = (select) => select?.selectedOptions?.[0]?.text.trim() ?? "";

    const say = (text) => {
      if (voice) {
        voice.textContent = text;
      }
    };

    const labelOf = (card, name) => {
      const box = card.querySelector(`[name="${card.dataset.card}-${name}"]:checked`);
      const words = box?.closest("label")?.querySelector(":scope > span");
      return words ? [...words.childNodes].find((node) => node.textContent.trim()).textContent.trim() : "";
    };

    const speaker = (card) => ({
      named: () => chosen(one(card, "speaker")),
      new: () => value(card, "new_speaker") && `${value(card, "new_speaker")} (new actor)`,
    }[value(card, "attribution")] ?? (() => value(card, "source_description")))();

    const event = (card) => {
      const picked = value(card, "said_at");
      return picked === "other" ? chosen(one(card, "other_event")) : picked && labelOf(card, "said_at");
    };

    const dayInWords = (edtf) => (/^\[\.\.(.+)\]$/.test(edtf) ? `${edtf.slice(3, -1)} or before` : edtf);

    // Only an office that is chosen by name; “the only one possible” says nothing here.
    const office = (card) => (value(card, "attribution") === "named" && /^\d+$/.test(value(card, "office")) ? chosen(one(card, "office")) : "");

    const isOnFile = (card) => /^\d+$/.test(value(card, "source"));

    // What was found says nothing of a speaker whom the editor chose instead.
    const drawEvidence = (card, name) => {
      const { name: proposed, label } = found.get(card);
      const isChosen = name && !isOnFile(card) && name.replace(/ \(new actor\)$/, "") !== proposed;
      card.querySelector("[data-evidence-words]").textContent = isChosen ? "Your choice" : label;
    };

    /** Show what a card says now: in its heading, in its one line, and in the text. */
    const draw = (card) => {
      const does = value(card, "do") || "leave";
      card.dataset.who = value(card, "attribution") || "named";
      card.dataset.source = isOnFile(card) ? "file" : "new";
      card.dataset.event = value(card, "said_at") || "none";
      for (const name of ["link", "leave", "reject"]) {
        card.classList.toggle(`is-${name}`, does === name);
      }
      const name = speaker(card);
      if (name) {
        card.querySelector("[data-who]").textContent = name;
      }
      drawEvidence(card, name);
      const where = event(card);
      card.querySelector("[data-sum]").textContent = isOnFile(card)
        ? "Cites the quote on file"
        : [office(card), where && `At ${where.replace(/ \([^)]*\)$/, "")}`, dayInWords(value(card, "said_on"))].filter(Boolean).join(" · ");
      for (const mark of marks(card)) {
        mark.classList.toggle("is-linked", does === "link");
        mark.classList.toggle("is-rejected", does === "reject");
      }
    };

    const count = () => {
      const ticked = cards.filter((card) => value(card, "do") === "link").length;
      const place = form.querySelector("[data-ticked]");
      if (place) {
        place.textContent = ticked;
      }
      if (save) {
        save.value = ticked ? `${save.dataset.words} ${ticked} quotation${ticked === 1 ? "" : "s"}` : "Save";
      }
    };

    const names = (number) => [...form.querySelectorAll(".desk-names")]
      .filter((span) => span.dataset.names.split(" ").includes(number));

    const showInText = (card) => {
      form.querySelectorAll("mark.is-current, .desk-names.is-current").forEach((part) => part.classList.remove("is-current"));
      marks(card).forEach((mark) => mark.classList.add("is-current"));
      names(card.dataset.number).forEach((span) => span.classList.add("is-current"));
      const pane = form.querySelector(".desk-link-article");
      const mark = marks(card)[0];
      if (mark) {
        const middle = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
        pane.scrollTo({ top: pane.scrollTop + middle });
      }
    };

    /** Take a card to work on. The focus goes to it unless something in it has it already. */
    const open = (card, { focus = true } = {}) => {
      if (!card) {
        return;
      }
      current?.classList.remove("is-current");
      current?.removeAttribute("aria-current");
      current = card;
      card.classList.add("is-current");
      card.setAttribute("aria-current", "true");
      showInText(card);
      if (focus) {
        card.focus({ preventScroll: true });
        card.scrollIntoView({ block: "nearest" });
      }
    };

    const set = (card, name, wanted) => {
      const controls = field(card, name);
      if (!controls) {
        return;
      }
      const isGroup = controls instanceof RadioNodeList;
      const control = isGroup ? [...controls].find((box) => box.value === wanted) : controls;
      if (isGroup && control) {
        control.checked = true;
      } else {
        controls.value = wanted;
      }
      control?.dispatchEvent(new Event("input", { bubbles: true }));
      control?.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const place = () => shown().indexOf(current);
    const step = (by) => open(shown()[Math.max(0, Math.min(shown().length - 1, place() + by))]);

    // The next one that nobody decided on yet, from here on and then from the beginning.
    const openNext = () => {
      const all = shown();
      const rest = [...all.slice(place() + 1), ...all.slice(0, place() + 1)];
      const next = rest.find((card) => value(card, "do") === "leave");
      if (next) {
        open(next);
        return true;
      }
      current.focus({ preventScroll: true });
      return false;
    };

    const decide = (does, words) => {
      const number = current.dataset.number;
      set(current, "do", does);
      const goesOn = does === "leave" ? Boolean(step(1)) || true : openNext();
      say(`Quotation ${number}: ${words}. ${goesOn ? `Now ${current.dataset.number}.` : "None is left open: Control and Enter saves."}`);
    };

    // A day that nobody typed, and that the words do not give, follows the event that is picked.
    const followEvent = (card) => {
      const { dayFrom, by } = card.dataset;
      if (dayFrom === "text" || dayFrom === "typed") {
        return;
      }
      const box = card.querySelector(`[name="${card.dataset.card}-said_at"]:checked`);
      const day = box?.closest("label")?.querySelector("[data-day]")?.dataset.day;
      one(card, "said_on").value = day || by;
      card.dataset.dayFrom = day ? "event" : "by";
      card.querySelector("[data-why-day]").textContent = day ? "The day of the event." : card.dataset.whyBy;
    };

    // A name that is corrected on one card is that of the same person on the cards below it.
    const spreadName = (card) => {
      named.add(card);
      const { defaultValue: proposed, value: typed } = one(card, "new_speaker");
      const below = cards.slice(cards.indexOf(card) + 1);
      below.filter((other) => proposed && !named.has(other) && value(other, "attribution") === "new"
        && one(other, "new_speaker").defaultValue === proposed).forEach((other) => {
        one(other, "new_speaker").value = typed;
        draw(other);
      });
    };

    const listen = () => {
      const changed = (event_) => {
        const card = event_.target.closest?.("[data-card]");
        if (!card) {
          return;
        }
        if (event_.target.name === `${card.dataset.card}-said_at`) {
          followEvent(card);
        } else if (event_.target.name === `${card.dataset.card}-said_on`) {
          card.dataset.dayFrom = "typed";
          card.querySelector("[data-why-day]").textContent = "";
        } else if (event_.target.name === `${card.dataset.card}-new_speaker`) {
          spreadName(card);
        }
        draw(card);
        count();
      };
      form.addEventListener("input", changed);
      if ($) {
        $(form).on("change", "select", changed); // choices found by typing tell jQuery only
      }
      form.addEventListener("change", changed);
      form.addEventListener("click", (event_) => {
        const mark = event_.target.closest("mark[data-quote]");
        const card = mark ? document.getElementById(`card-${mark.dataset.quote}`) : event_.target.closest("[data-card]");
        if (mark) {
          event_.preventDefault();
        }
        if (card && card !== current) {
          const statements = card.closest("[data-statements]");
          if (statements) {
            statements.open = true;
          }
          open(card, { focus: Boolean(mark) || event_.target === card || !event_.target.closest("input, select, textarea, label, a, summary") });
        }
      });
      form.addEventListener("focusin", (event_) => {
        const card = event_.target.closest("[data-card]");
        if (card && card !== current) {
          open(card, { focus: false });
        }
      });
    };

    const start = () => {
      form.classList.add("desk-link-js");
      cards.forEach(draw);
      count();
      listen();
      // From the top, so that nothing is confirmed unseen; a refused page begins where it hurts.
      const refused = cards.find((card) => card.classList.contains("desk-card-refused"));
      open(refused ?? shown()[0]);
      if (!refused) {
        window.scrollTo(0, 0);
      }
    };

    window.desk.linking = {
      form, cards, shown, start, open, openNext, step, set, decide, say, one, field, value, isOnFile, draw,
      now: () => current,
    };
    start();
  };

  if (form?.querySelector("[data-card]")) {
    build();
  }
}
