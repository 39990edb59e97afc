// A form sends the fields that were left empty too, and the API refuses empty parameters.
for (const form of document.querySelectorAll("form.api-filters")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      field.disabled = field.value === "";
    }
  });
}
