// Buttons that copy a field: <button data-copy="id of the field" hidden>, and a role="status" after it.
"use strict";
{
  const copy = async (field) => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value); // only over HTTPS, and where it is allowed
      return true;
    } catch {
      return document.execCommand("copy");
    }
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const status = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", async () => {
      status.textContent = "";
      status.textContent = (await copy(field)) ? "Copied." : "Press Ctrl+C to copy it.";
    });
  }
}
