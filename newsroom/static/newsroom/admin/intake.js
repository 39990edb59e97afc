/* The page for a text from outside: Ctrl+Enter takes it in, and a text that was typed or pasted is
   not lost by a slip. */
"use strict";
{
  const form = document.getElementById("intake_form");
  const box = form?.querySelector("textarea");
  let isLeaving = false;

  if (form) {
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener("submit", (event) => {
      if (isLeaving) { // a second press while the first is under way
        event.preventDefault();
      }
      isLeaving = true;
    });
    form.querySelector(".closelink").addEventListener("click", () => {
      isLeaving = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!isLeaving && box.value.trim() && box.value !== box.defaultValue) {
        event.preventDefault();
      }
    });
    window.addEventListener("pageshow", () => {
      isLeaving = false;
    });
  }

  const note = document.getElementById("taken-in");
  const open = () => {
    if (note && location.hash === "#taken-in") {
      note.open = true;
      note.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", open);
  open();
}
