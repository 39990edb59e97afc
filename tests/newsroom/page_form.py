"""What a browser would send if a page's form were submitted as it stands."""

from html.parser import HTMLParser
from typing import Any

SKIPPED = {"submit", "button", "file", "image", "reset"}


class _FormReader(HTMLParser):
    """Collects the values of the form in the page's main part."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.inside = False
        self.select = self.area = ""
        self.option: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = (given.get("id") or "").endswith("_form")
        elif not self.inside:
            return
        elif tag == "input" and name and given.get("type") not in SKIPPED:
            if given.get("type") not in ("checkbox", "radio"):
                self.data.setdefault(name, []).append(given.get("value") or "")
            elif "checked" in given:
                self.data.setdefault(name, []).append(given.get("value", "on") or "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.data.setdefault(self.select, []).append(given.get("value") or "")
        elif tag == "textarea":
            self.area = name
            self.data[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.data[self.area][0] += data


def read_form(response: Any, **changes: Any) -> dict[str, Any]:
    """Return what the form on the page would send, with some fields changed."""
    reader = _FormReader()
    reader.feed(response.text)
    data = {
        name: values
        for name, values in reader.data.items()
        if "__prefix__" not in name and name != "csrfmiddlewaretoken"
    }
    for name, values in data.items():
        if values and values[0].startswith("\n"):  # HTML drops a textarea's first newline
            data[name] = [values[0][1:]]
    return {**data, **changes}


def read_fields(html: str) -> dict[str, str]:
    """Return what a browser would send of a form of single values."""
    reader = _FormReader()
    reader.feed(html)
    return {name: values[0] for name, values in reader.data.items()}


def add_row(data: dict[str, Any], prefix: str, **fields: Any) -> dict[str, Any]:
    """Return the data with one more row in a group of rows."""
    number = int(data[f"{prefix}-TOTAL_FORMS"][0])
    row = {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return {**data, f"{prefix}-TOTAL_FORMS": [str(number + 1)], **row}
