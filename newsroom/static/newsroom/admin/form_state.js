/* What stands in a form: its fields by names that survive a renumbering of rows, what the server
   sent for them, and the way to put kept values back, new rows included. */
"use strict";
window.desk = window.desk ?? {};
{
  const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);
  const TOTAL = "-TOTAL_FORMS";

  // Longest first: "claims" must not take the rows of "claims-notes".
  const groupsOf = (form) => [...form.querySelectorAll(`input[name$="${TOTAL}"]`)]
    .map((input) => input.name.slice(0, -TOTAL.length))
    .sort((one, other) => other.length - one.length);

  const number = (form, prefix, which) => Number(form.elements[`${prefix}-${which}_FORMS`]?.value ?? 0);

  // A stored row is known by its key, a new one by its place among the new ones.
  const rowKey = (form, prefix, place) => {
    const stored = number(form, prefix, "INITIAL");
    return place < stored ? `@${form.elements[`${prefix}-${place}-id`]?.value ?? place}` : `+${place - stored}`;
  };

  const keyOf = (form, groups, name) => {
    for (const prefix of groups) {
      const found = name.startsWith(`${prefix}-`) && /^(\d+)-(.+)$/.exec(name.slice(prefix.length + 1));
      if (found) {
        return `${prefix}[${rowKey(form, prefix, Number(found[1]))}]${found[2]}`;
      }
    }
    return name;
  };

  const parseKey = (key) => {
    const found = /^(.+)\[([@+])([^\]]*)\](.+)$/.exec(key);
    return found
      ? { prefix: found[1], isNew: found[2] === "+", row: found[3], field: found[4] }
      : { field: key };
  };

  // Django's two boxes side by side: the right one holds what is chosen, selected or not.
  const isChosenBox = (field) => field.matches("select.filtered") && field.id.endsWith("_to");
  const isSourceBox = (field) => field.matches("select.filtered") && field.id.endsWith("_from");

  const isKept = (field) => field.name && !field.disabled && !field.name.includes("__prefix__")
    && /^(input|select|textarea)$/i.test(field.tagName) && !SKIPPED.has(field.type)
    && !isSourceBox(field);

  const pairs = (options) => [...options].map((option) => [option.value, option.text]);

  const valueNow = (field) => {
    if (field.tagName === "SELECT") {
      return pairs(isChosenBox(field) ? field.options : field.selectedOptions);
    }
    if (field.type === "checkbox" || field.type === "radio") {
      return field.checked ? [[field.value, "Ticked"]] : [];
    }
    return [[field.value, ""]];
  };

  // As the server sent it, whatever a browser has filled in again since.
  const valueSent = (field) => {
    if (field.tagName === "SELECT") {
      const chosen = [...field.options].filter((option) => option.defaultSelected);
      return pairs(chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1));
    }
    if (field.type === "checkbox" || field.type === "radio") {
      return field.defaultChecked ? [[field.value, ""]] : [];
    }
    if (field.tagName === "TEXTAREA") {
      return [[field.defaultValue.replace(/\r\n?/g, "\n"), ""]];
    }
    const clean = field.cloneNode(); // a browser writes a moment in its own way
    clean.value = field.defaultValue;
    return [[clean.value, ""]];
  };

  /** Map each key to the elements that make it up. */
  const fieldsOf = (form) => {
    const groups = groupsOf(form);
    const found = new Map();
    for (const field of form.elements) {
      if (isKept(field)) {
        const key = keyOf(form, groups, field.name);
        found.set(key, [...(found.get(key) ?? []), field]);
      }
    }
    return found;
  };

  const textOf = (values) => values.map(([value, label]) => label || value).join(", ");
  const isSame = (one, other) => JSON.stringify(one.map(([value]) => value)) === JSON.stringify(other.map(([value]) => value));

  // Enough to see that a value is not what it was; the value itself may be long.
  const digest = (values) => {
    const text = JSON.stringify(values.map(([value]) => value));
    let sum = 2166136261;
    for (let place = 0; place < text.length; place += 1) {
      sum = Math.imul(sum ^ text.charCodeAt(place), 16777619);
    }
    return `${text.length}.${(sum >>> 0).toString(36)}`;
  };

  const labelOf = (field) => {
    const label = field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    const name = (field.getAttribute("aria-label") ?? label?.textContent ?? field.name).replace(/:\s*$/, "").trim();
    const heading = field.closest(".inline-group")?.querySelector(".inline-heading");
    const group = [...heading?.childNodes ?? []].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const place = /-(\d+)-/.exec(field.name);
    return group && place ? `${group.data.trim()}, ${Number(place[1]) + 1}: ${name}` : name;
  };

  const choose = (select, values) => {
    for (const [value, label] of values) {
      if (![...select.options].some((option) => option.value === value) && label) {
        select.add(new Option(label, value));
      }
    }
    const wanted = new Set(values.map(([value]) => value));
    for (const option of select.options) {
      option.selected = wanted.has(option.value);
    }
  };

  // Move between Django's two boxes by their own means, which keep a list of their own.
  const chooseInBoxes = (select, values) => {
    const source = document.getElementById(select.id.replace(/_to$/, "_from"));
    const wanted = new Set(values.map(([value]) => value));
    for (const option of select.options) {
      option.selected = !wanted.has(option.value);
    }
    window.SelectBox.move(select.id, source.id);
    for (const option of source.options) {
      option.selected = wanted.has(option.value);
    }
    window.SelectBox.move(source.id, select.id);
  };

  const fill = (field, values) => {
    if (field.tagName === "SELECT") {
      (isChosenBox(field) ? chooseInBoxes : choose)(field, values);
    } else if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.some(([value]) => value === field.value);
    } else {
      field.value = values[0]?.[0] ?? "";
    }
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const addRowsUpTo = (form, prefix, place) => {
    const link = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
    for (let total = number(form, prefix, "TOTAL"); link && total <= place; total += 1) {
      link.click();
      if (number(form, prefix, "TOTAL") <= total) {
        return; // as many rows as there may be
      }
    }
  };

  // New rows go behind those that stand here already, in their old order and without gaps.
  const placesOfNewRows = (form, keys) => {
    const rows = new Map();
    for (const { prefix, isNew, row } of keys.map(parseKey)) {
      if (isNew) {
        rows.set(prefix, (rows.get(prefix) ?? new Set()).add(Number(row)));
      }
    }
    const places = new Map();
    for (const [prefix, kept] of rows) {
      const first = number(form, prefix, "TOTAL");
      [...kept].sort((one, other) => one - other).forEach((row, step) => {
        places.set(`${prefix}+${row}`, { prefix, place: first + step, key: first + step - number(form, prefix, "INITIAL") });
      });
    }
    return places;
  };

  /** Put kept values back; return the first field, and the keys that have no place here now. */
  const putBack = (form, kept) => {
    const places = placesOfNewRows(form, Object.keys(kept));
    window.desk.isPuttingBack = true;
    for (const { prefix, place } of places.values()) {
      addRowsUpTo(form, prefix, place);
    }
    window.desk.isPuttingBack = false;
    const fields = fieldsOf(form);
    const filled = [];
    const left = [];
    for (const key of Object.keys(kept)) {
      const { prefix, isNew, row, field } = parseKey(key);
      const here = isNew ? `${prefix}[+${places.get(`${prefix}+${row}`).key}]${field}` : key;
      const elements = fields.get(here) ?? [];
      elements.forEach((element) => fill(element, kept[key].values));
      (elements.length ? filled : left).push(elements[0] ?? key);
    }
    return { first: filled[0], left };
  };

  const read = (form, value) => new Map(
    [...fieldsOf(form)].map(([key, elements]) => [key, elements.flatMap(value)]),
  );

  /** A new row began as the empty row from which it was made. */
  const sentInNewRow = (form, key) => {
    const { prefix, field } = parseKey(key);
    return [...form.querySelectorAll(`[name="${prefix}-__prefix__-${field}"]`)].flatMap(valueSent);
  };

  window.desk.formState = {
    now: (form) => read(form, valueNow),
    sent: (form) => read(form, valueSent),
    sentInNewRow, fieldsOf, labelOf, textOf, isSame, digest, parseKey, putBack,
  };
}
