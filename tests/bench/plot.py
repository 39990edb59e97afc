"""The figures as a picture: requests a second of everyone at every workload, on a log scale."""

import math
from typing import Any
from xml.sax.saxutils import escape

from .contenders import WORKLOADS
from .tables import of

WIDTH, LEFT, RIGHT, BAR, GAP, TOP = 760, 250, 70, 15, 26, 74
COLOURS = {
    "product": "#1f6f8b",
    "bare": "#9aa5ab",
    "textbook DRF": "#c7772e",
    "wagtail": "#7a5195",
}


class Picture:
    """Collects the pieces of an SVG file, from top to bottom."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.y = TOP

    def text(self, x: float, y: float, words: str, **how: object) -> None:
        """Write words."""
        given = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in how.items())
        self.pieces.append(f'<text x="{x:.1f}" y="{y:.1f}" {given}>{escape(words)}</text>')

    def bar(self, width: float, colour: str) -> None:
        """Draw a bar from the left edge of the scale."""
        self.pieces.append(
            f'<rect x="{LEFT}" y="{self.y}" width="{width:.1f}" height="{BAR - 3}" '
            f'fill="{colour}"/>'
        )

    def line(self, x: float, height: float) -> None:
        """Draw a line of the scale."""
        self.pieces.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height:.1f}" stroke="#d8dcde"/>'
        )

    def whole(self, height: float, title: str) -> str:
        """Return the file."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
            f'font-family="system-ui, sans-serif" font-size="12" fill="#23292c" role="img">'
            f"<title>{escape(title)}</title>"
            f'<rect width="100%" height="100%" fill="#ffffff"/>'
        )
        return "\n".join([head, *self.pieces, "</svg>\n"])


def drawn(result: dict[str, Any]) -> str:
    """Return the picture of a result's first run."""
    run = result["runs"][0]
    works = run["workloads"]
    rates = [found["rate"] for names in works.values() for found in names.values()]
    low = math.floor(math.log10(min(rates)))
    high = math.ceil(math.log10(max(rates)))
    scale = (WIDTH - LEFT - RIGHT) / max(1, high - low)
    bars = sum(len(names) for names in works.values())
    height = TOP + bars * BAR + len(works) * GAP + 6
    picture = Picture()
    title = f"Requests a second on {run['server']}, 16 connections (log scale)"
    picture.text(16, 26, title, font_size=15, font_weight=600)
    _legend(picture, works)
    for power in range(low, high + 1):
        x = LEFT + (power - low) * scale
        picture.line(x, height - GAP)
        picture.text(x, height - 10, f"{10**power:,g}", text_anchor="middle", fill="#66707a")
    for workload, names in works.items():
        picture.text(16, picture.y + BAR - 4, f"{workload} {WORKLOADS[workload]}")
        for name, found in names.items():
            wide = (math.log10(found["rate"]) - low) * scale
            picture.bar(wide, COLOURS[name])
            picture.text(LEFT + wide + 5, picture.y + BAR - 5, of(found["rate"]), font_size=11)
            picture.y += BAR
        picture.y += GAP
    return picture.whole(height, title)


def _legend(picture: Picture, works: dict[str, Any]) -> None:
    x = 16
    for name in dict.fromkeys(name for names in works.values() for name in names):
        picture.pieces.append(
            f'<rect x="{x}" y="40" width="12" height="12" fill="{COLOURS[name]}"/>'
        )
        picture.text(x + 17, 51, name)
        x += 40 + 8 * len(name)
