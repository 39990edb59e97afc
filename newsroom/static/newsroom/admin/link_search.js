/* A search for quotes while it runs: how far it is, asked for until it is over. */
"use strict";
{
  const EVERY = 2000;
  const section = document.getElementById("desk-search");
  const bar = document.getElementById("desk-search-bar");
  const sentence = section.querySelector("[data-sentence]");

  const fill = ({ total, done, sentence: words, rows }) => {
    bar.max = total || 1;
    bar.value = done;
    if (sentence.textContent !== words) {
      sentence.textContent = words;
    }
    for (const [key, counts] of Object.entries(rows)) {
      const row = document.querySelector(`[data-row="${key}"]`);
      for (const [name, count] of Object.entries(counts)) {
        row?.querySelector(`[data-${name}]`)?.replaceChildren(String(count));
      }
      row?.classList.toggle("has-some", counts.found > 0);
    }
  };

  const ask = async () => {
    if (document.hidden) {
      return false;
    }
    try {
      const answer = await fetch(section.dataset.progress, { credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) {
        sentence.textContent = "You are logged out. Reload the page to log in; the search goes on.";
        return true;
      }
      const found = await answer.json();
      fill(found);
      return found.is_over;
    } catch {
      sentence.textContent = "The desk does not answer. This page tries again.";
      return false;
    }
  };

  const follow = async () => {
    if (!await ask()) {
      setTimeout(follow, EVERY);
    }
  };

  if (!("over" in section.dataset)) {
    follow();
  }
}
