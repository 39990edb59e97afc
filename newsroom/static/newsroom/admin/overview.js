/* What is in a long form: how many rows each group holds, and where each error stands. */
"use strict";
{
  const countRows = (group) => {
    const stored = group.querySelector('input[name$="-INITIAL_FORMS"]');
    const heading = group.querySelector(".inline-heading");
    if (stored && heading && stored.value !== "0") {
      const count = document.createElement("span");
      count.className = "desk-count";
      count.textContent = ` ${stored.value}`;
      heading.append(count);
    }
  };

  const FIELD = 'input:not([type="hidden"]), select, textarea';
  // The list carries its field's name; the place around it is for those that carry none.
  const place = (list) => list.closest(".form-multiline > div, .form-row, td, .inline-related") ?? list;
  const fieldOf = (list) => document.getElementById(list.id.replace(/_error$/, "")) ?? place(list).querySelector(FIELD);
  // A choice found by typing hides its own box behind another.
  const focusOn = (field) => (field?.nextElementSibling?.querySelector(".select2-selection") ?? field)?.focus({ preventScroll: true });
  const nameOf = (list) => {
    const field = fieldOf(list);
    const label = field?.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    return (field?.getAttribute("aria-label") ?? label?.textContent ?? "").replace(/:\s*$/, "");
  };

  const link = (list) => {
    const item = document.createElement("li");
    const anchor = document.createElement("a");
    const name = nameOf(list);
    anchor.href = "#";
    anchor.textContent = `${name ? `${name}: ` : ""}${[...list.children].map((child) => child.textContent).join(" ")}`;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      list.closest("details:not([open])")?.setAttribute("open", "");
      list.scrollIntoView({ block: "center" });
      focusOn(fieldOf(list));
    });
    item.append(anchor);
    return item;
  };

  const listErrors = (note) => {
    const lists = [...document.querySelectorAll("#content-main form .errorlist:not(.nonfield)")];
    if (lists.length) {
      const overview = document.createElement("ul");
      overview.className = "desk-errors";
      overview.append(...lists.map(link));
      note.append(overview);
    }
  };

  // A new row is written at once; what puts kept text back sets the focus itself.
  document.addEventListener("formset:added", (event) => {
    if (!window.desk.isPuttingBack) {
      setTimeout(() => focusOn(event.target.querySelector(FIELD)));
    }
  });
  document.querySelectorAll(".inline-group").forEach(countRows);
  document.querySelectorAll(".change-form .errornote").forEach(listErrors);
}
