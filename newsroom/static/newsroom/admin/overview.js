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

  const place = (list) => list.closest(".form-row, td, .inline-related") ?? list;
  const fieldOf = (list) => place(list).querySelector('input:not([type="hidden"]), select, textarea');
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
      fieldOf(list)?.focus({ preventScroll: true });
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

  document.querySelectorAll(".inline-group").forEach(countRows);
  document.querySelectorAll(".change-form .errornote").forEach(listErrors);
}
