/* What preflight finds in each article of a list, asked for a few rows at a time. */
"use strict";
{
  const AT_ONCE = 10;
  const list = document.querySelector("[data-marks]");
  const places = [...document.querySelectorAll(".desk-mark[data-article]")];

  const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const fill = (place, found) => {
    const kind = !found ? "none" : found.errors ? "errors" : found.warnings ? "warnings" : "clear";
    const words = { none: "–", clear: "Clear" };
    place.classList.add(`desk-mark-${kind}`);
    place.textContent = words[kind] ?? counted(found[kind], kind.slice(0, -1));
    if (kind === "errors" && found.warnings) {
      place.title = `and ${counted(found.warnings, "warning")}`;
    }
  };

  const ask = async () => {
    for (let first = 0; first < places.length; first += AT_ONCE) {
      const some = places.slice(first, first + AT_ONCE);
      const ids = some.map((place) => place.dataset.article).join(",");
      const answer = await fetch(`${list.dataset.marks}?ids=${ids}`, { redirect: "manual" });
      if (!answer.ok) {
        return;
      }
      const found = await answer.json();
      some.forEach((place) => fill(place, found[place.dataset.article]));
    }
  };

  if (list && places.length) {
    ask().catch(() => {});  // No connection: the marks stay open, the list works.
  }
}
