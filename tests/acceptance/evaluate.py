"""``make eval``: the quote finder's figures beside the goals, as a table."""

import json
import sys
from functools import partial
from pathlib import Path

from . import quotation_measures as measures

GOALS: dict[str, dict[str, float]] = json.loads(
    Path(__file__).with_name("quotation_goals.json").read_text(encoding="utf-8")
)
_ROW = "{:<44} {:>10} {:>10}  {}"


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    print(_ROW.format("measure", "goal", "figure", ""))
    results = [*_accuracy(), *_seeds(), *_cost()]
    return 0 if all(results) else 1


def _row(name: str, goal: str, figure: str, *, held: bool) -> bool:
    print(_ROW.format(name, goal, figure, "held" if held else "NOT HELD"))
    return held


def _accuracy() -> list[bool]:
    found = measures.figures(measures.DEVELOPMENT)
    return [
        _row(name, f"{goal['goal']:.3f}", f"{found[name]:.3f}", held=found[name] >= goal["goal"])
        for name, goal in GOALS.items()
    ]


def _seeds() -> list[bool]:
    found = measures.figures(measures.SEEDS)
    names = {
        "seed texts: direct and mixed found": "direct + mixed recall",
        "seed texts: speaker right": "direct + mixed speaker right",
    }
    return [
        _row(label, "1.000", f"{found[name]:.3f}", held=found[name] >= 1)
        for label, name in names.items()
    ]


def _cost() -> list[bool]:
    speed = measures.words_per_second()
    slowest = max(
        (measures.seconds(partial(measures.find_in_all, [text]), times=1), name)
        for name, text in measures.hostile(100_000).items()
    )
    memory, loading = measures.memory_over_bare(), measures.seconds_to_load_names()
    return [
        _row("words per second of processor time", "30,000", f"{speed:,.0f}", held=speed >= 30_000),
        _row(f"slowest 100 kB ({slowest[1]})", "1 s", f"{slowest[0]:.2f} s", held=slowest[0] < 1),
        _row("memory over the bare process", "10 MB", f"{memory:.1f} MB", held=memory <= 10),
        _row("20,000 names loaded", "1 s", f"{loading:.2f} s", held=loading < 1),
    ]


if __name__ == "__main__":
    sys.exit(main())
