/* Choices found by typing: a second line under each result, and typing opens the list. */
"use strict";
{
  const $ = django.jQuery;

  const draw = (found) => {
    if (!found.detail) {
      return found.text;
    }
    const line = document.createElement("span");
    line.className = "desk-found";
    line.textContent = found.text;
    const detail = document.createElement("small");
    detail.textContent = found.detail;
    line.append(detail);
    return $(line);
  };
  $.fn.select2.defaults.set("templateResult", draw);

  const nameOf = (select) => {
    const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    return select.getAttribute("aria-label") || (label ? label.textContent.replace(/:\s*$/, "") : "");
  };

  // Screen readers hear what is chosen here, not only the choice made.
  const nameBoxes = (root) => {
    for (const select of root.querySelectorAll("select.admin-autocomplete.select2-hidden-accessible")) {
      const box = select.nextElementSibling?.querySelector(".select2-selection");
      const name = nameOf(select);
      if (box && name) {
        box.setAttribute("aria-label", name);
        select.nextElementSibling.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
      }
    }
  };
  $(() => setTimeout(() => nameBoxes(document)));
  document.addEventListener("formset:added", (event) => setTimeout(() => nameBoxes(event.target)));

  // The first letter typed on a closed choice opens it and is searched for.
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.(".select2-selection--single");
    if (!box || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const select = box.closest(".select2-container").previousElementSibling;
    if (select && !$(select).data("select2").isOpen()) {
      event.preventDefault();
      $(select).select2("open");
      $(".select2-container--open .select2-search__field").val(event.key).trigger("input");
    }
  });
  $(document).on("select2:open", () => {
    document.querySelector(".select2-container--open .select2-search__field")?.focus();
  });
}
