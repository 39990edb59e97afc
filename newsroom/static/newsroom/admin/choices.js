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

  // A choice that depends on another one of its row (an office on its speaker) asks for that
  // one's rows only; adding a new row starts with it.
  const leaderOf = (select) => {
    const { narrowedBy, fieldName } = select?.dataset ?? {};
    return narrowedBy ? document.getElementById(select.id.slice(0, -fieldName.length) + narrowedBy) : null;
  };
  let asking = null;
  $(document).on("select2:opening", (event) => { asking = event.target; });
  $.ajaxPrefilter((options) => {
    const leader = leaderOf(asking);
    if (leader?.value && options.url.endsWith("/autocomplete/") && options.data?.includes(`field_name=${asking.dataset.fieldName}`)) {
      options.data += `&${asking.dataset.narrowedKey}=${encodeURIComponent(leader.value)}`;
    }
  });
  document.addEventListener("click", (event) => {
    const plus = event.target.closest?.("a.add-related");
    const select = plus && document.getElementById(plus.id.replace(/^add_/, ""));
    const leader = leaderOf(select);
    if (leader) {
      const url = new URL(plus.href);
      url.searchParams.set(select.dataset.narrowedKey, leader.value);
      plus.href = url;
    }
  }, true);
}
