/* The body: a small toolbar that works on the selection, word count and preview.
   Text goes in through execCommand("insertText"), the one way that keeps the browser's undo. */
"use strict";
{
  const body = document.getElementById("id_body");
  const part = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

  const replaceSelection = (text) => {
    body.focus();
    if (!document.execCommand("insertText", false, text)) {
      body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
      body.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const select = (start, end) => {
    body.focus();
    body.setSelectionRange(start, end);
  };

  // Put marks around the selection, or take them away where they stand already.
  const wrap = (before, after) => {
    const { selectionStart: start, selectionEnd: end, value } = body;
    const words = value.slice(start, end);
    if (value.slice(start - before.length, start) === before && value.slice(end, end + after.length) === after) {
      select(start - before.length, end + after.length);
      replaceSelection(words);
      select(start - before.length, end - before.length);
      return;
    }
    replaceSelection(before + words + after);
    select(start + before.length, end + before.length);
  };

  const link = () => {
    const { selectionStart: start, selectionEnd: end, value } = body;
    const words = value.slice(start, end);
    if (/^https?:\/\/\S+$/.test(words)) {
      replaceSelection(`[](${words})`);
      select(start + 1, start + 1);
      return;
    }
    replaceSelection(`[${words}](https://)`);
    const address = start + words.length + 3;
    select(address, address + "https://".length);
  };

  // Begin each selected line with the mark, or take it away where all have it.
  const startLines = (mark) => {
    const start = body.value.lastIndexOf("\n", body.selectionStart - 1) + 1;
    const stop = body.value.indexOf("\n", body.selectionEnd);
    const end = stop === -1 ? body.value.length : stop;
    const lines = body.value.slice(start, end).split("\n");
    const marked = lines.every((line) => line.startsWith(mark));
    const changed = lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join("\n");
    select(start, end);
    replaceSelection(changed);
    select(lines.length > 1 ? start : start + changed.length, start + changed.length);
  };

  const setUp = () => {
    const tools = part("desk-body-tools");
    const preview = part("desk-body-preview");
    body.before(tools);
    body.after(preview);
    const toggle = tools.querySelector("[data-preview]");
    const count = tools.querySelector(".desk-words");

    const countWords = () => {
      const words = body.value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      count.textContent = `${words} word${words === 1 ? "" : "s"}`;
    };

    const draw = async () => {
      const data = new FormData();
      data.append("body", body.value);
      for (const printed of document.querySelectorAll('textarea[name$="-as_printed"]')) {
        data.append("as_printed", printed.value);
      }
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      try {
        const answer = await fetch(preview.dataset.url, { method: "POST", body: data, headers: { "X-CSRFToken": token } });
        if (!answer.ok || answer.redirected) {
          throw new Error(answer.status);
        }
        preview.innerHTML = await answer.text();
      } catch {
        preview.textContent = "No preview now: you may be logged out. Your text is still here. "
          + "Log in again in another tab, then press Preview.";
      }
    };

    let waiting;
    const drawSoon = () => {
      clearTimeout(waiting);
      if (!preview.hidden) {
        waiting = setTimeout(draw, 600);
      }
    };

    const show = () => {
      preview.hidden = !preview.hidden;
      toggle.setAttribute("aria-expanded", String(!preview.hidden));
      toggle.textContent = preview.hidden ? "Preview" : "Hide preview";
      body.parentElement.classList.toggle("desk-split", !preview.hidden);
      if (!preview.hidden) {
        draw();
        tools.scrollIntoView({ block: "start" });
      }
    };

    const press = (button) => {
      const { wrap: before, end, line } = button.dataset;
      if (before !== undefined) {
        wrap(before, end ?? before);
      } else if (line !== undefined) {
        startLines(line);
      } else if ("link" in button.dataset) {
        link();
      } else {
        show();
      }
    };

    tools.addEventListener("mousedown", (event) => event.preventDefault());
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) {
        press(button);
      }
    });
    const keys = new Map();
    for (const button of tools.querySelectorAll("[aria-keyshortcuts]")) {
      keys.set(button.getAttribute("aria-keyshortcuts"), button);
    }
    body.addEventListener("keydown", (event) => {
      if (event.key === '"' && body.selectionStart !== body.selectionEnd && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        wrap("“", "”");
        return;
      }
      if ((!event.ctrlKey && !event.metaKey) || event.altKey) {
        return;
      }
      const key = event.code.startsWith("Digit") ? event.code.slice(5) : event.key.length === 1 ? event.key.toUpperCase() : event.key;
      const button = keys.get(`Control+${event.shiftKey ? "Shift+" : ""}${key}`);
      if (button) {
        event.preventDefault();
        press(button);
      }
    });
    body.addEventListener("input", () => { countWords(); drawSoon(); });
    document.addEventListener("input", (event) => {
      if (event.target.name?.endsWith("-as_printed")) {
        drawSoon();
      }
    });
    countWords();
  };

  if (body) {
    setUp();
  }
}
