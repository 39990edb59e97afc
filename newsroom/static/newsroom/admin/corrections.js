/* The page of corrections: its button says how many notices it would issue. */
"use strict";
{
  const form = document.getElementById("corrections_form");
  const button = form?.querySelector('[name="_issue"]');

  const count = () => {
    const number = form.querySelectorAll(".desk-correction-tick:checked").length;
    button.value = number === 1 ? "Issue 1 notice" : `Issue ${number} notices`;
    button.disabled = number === 0;
  };

  if (button) {
    form.addEventListener("change", count);
    count();
  }
}
