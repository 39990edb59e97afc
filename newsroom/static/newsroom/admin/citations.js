/* Citations: copy the words selected in the body, and start a new quote with them. */
"use strict";
{
  const body = document.getElementById("id_body");
  const template = document.getElementById("desk-take-selection");
  const LIST = /^\s*(?:[-*+]|\d+[.)])\s/;

  // The selected words as readers see them: without emphasis, links and the outer marks.
  const selectedWords = () => body.value
    .slice(body.selectionStart, body.selectionEnd)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^[“”"«„]|[“”"»]$/g, "");

  // Subheads uncounted, each item of a list for itself, as the desk counts.
  const paragraphOfSelection = () => {
    const before = body.value.slice(0, body.selectionStart) + "x";
    let number = 0;
    for (const block of before.split(/\n\s*\n/)) {
      if (LIST.test(block)) {
        number += block.split("\n").filter((line) => LIST.test(line)).length;
      } else if (!block.trimStart().startsWith("#")) {
        number += 1;
      }
    }
    return number;
  };

  const set = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = (root) => {
    for (const printed of root.querySelectorAll('textarea[name$="-as_printed"]')) {
      if (printed.name.includes("__prefix__") || printed.parentElement.querySelector(".desk-take")) {
        continue;
      }
      const button = template.content.firstElementChild.cloneNode(true);
      button.addEventListener("click", () => {
        const words = selectedWords();
        if (!words) {
          button.textContent = "First select the words in the body, then press here";
          return;
        }
        set(printed, words);
        const paragraph = document.getElementById(printed.id.replace(/as_printed$/, "paragraph"));
        if (paragraph && !paragraph.value) {
          set(paragraph, paragraphOfSelection());
        }
      });
      printed.after(button);
    }
  };

  // A new quote begins with the words already here.
  const startWithWords = (event) => {
    const plus = event.target.closest?.('a.add-related[id^="add_id_citations-"][id$="-quote"]');
    if (!plus) {
      return;
    }
    const field = (name) => document.getElementById(plus.id.replace(/^add_/, "").replace(/quote$/, name));
    const url = new URL(plus.href);
    const words = field("as_printed").value.trim() || selectedWords();
    const start = { text: words, kind: field("kind").value, language: document.getElementById("id_language").value };
    for (const [name, value] of Object.entries(start)) {
      if (value) {
        url.searchParams.set(name, value);
      } else {
        url.searchParams.delete(name);
      }
    }
    plus.href = url;
  };

  if (body && template) {
    offer(document);
    document.addEventListener("formset:added", (event) => offer(event.target));
    document.addEventListener("click", startWithWords, true);
  }
}
