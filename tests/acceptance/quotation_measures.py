"""Measures the quote finder against the annotated texts in ../shared/quote-eval.

The scorer is the one that lies there. Speed is measured in seconds of this machine's processor for
the table, and as a ratio to a yardstick for the tests, which run on any machine.
"""

import importlib.util
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from articles.quotation import KnownName, Names, find_quotes
from articles.quotation.__main__ import as_record

ROOT = Path(__file__).resolve().parents[2]
EVALUATION = ROOT.parent / "shared" / "quote-eval"
DEVELOPMENT, SEEDS = EVALUATION / "dev.jsonl", EVALUATION / "seeds.jsonl"
Figures = dict[str, float]
_WORD = re.compile(r"\w+|[^\w\s]")


def scorer() -> ModuleType:
    """Return the shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("quote_scorer", EVALUATION / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(path: Path) -> dict[str, Any]:
    """Return the records of an annotated set by their ids."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return {record["id"]: record for record in records}


def texts(path: Path) -> list[str]:
    """Return the texts of an annotated set."""
    return [record["text"] for record in annotated(path).values()]


def predictions(gold: dict[str, Any]) -> dict[str, Any]:
    """Return what the finder says of the annotated texts, in the scorer's shape."""
    return {
        key: {"quotes": [as_record(quote) for quote in find_quotes(record["text"], indirect=True)]}
        for key, record in gold.items()
    }


def figures(path: Path, part: Callable[[int], bool] = lambda _: True) -> Figures:
    """Return every figure of the table for an annotated set, or for part of it by number."""
    score = scorer()
    whole = annotated(path)
    gold = {key: whole[key] for number, key in enumerate(whole) if part(number)}
    found = predictions(gold)
    result, _ = score.score(gold, found)
    direct, both, indirect = result["direct"], result["direct+mixed"], result["indirect"]
    right, share = named_tier(score, gold, found)
    return {
        "direct span F1": direct["ov_F1"],
        "direct + mixed span F1": both["ov_F1"],
        "speaker right, direct": direct["entity_acc"],
        "speaker right, named": direct["entity_acc_named"],
        "speaker right, pronoun": direct["entity_acc_pronoun"],
        "end to end F1": direct["e2e_F1"],
        "named tier right": right,
        "named tier share": share,
        "indirect precision": indirect["ov50_P"],
        "indirect recall": indirect["ov50_R"],
        "direct + mixed speaker right": both["entity_acc"],
        "direct + mixed recall": both["ov_R"],
    }


def named_tier(
    score: ModuleType, gold: dict[str, Any], found: dict[str, Any]
) -> tuple[float, float]:
    """Return how often the tier “named” is right, and its share of the matched direct quotes."""
    counted: Counter[tuple[bool, bool]] = Counter()
    for key, record in gold.items():
        text = record["text"]
        until = [0]
        for letter in text:
            until.append(until[-1] + letter.isalnum())
        real = _units(score, text, record["quotes"], {"direct"})
        proposed = _units(score, text, found[key]["quotes"], {"direct", "mixed"})
        matched, _ = score.match(real, proposed, until, 0.8)
        for number, other in matched.items():
            truth, guess = real[number][1], proposed[other][1]
            counted[guess["evidence"] == "named", _is_right(score, truth, guess)] += 1
    named = counted[True, True] + counted[True, False]
    return counted[True, True] / max(1, named), named / max(1, sum(counted.values()))


def _units(score: ModuleType, text: str, quotes: list[Any], kinds: set[str]) -> list[Any]:
    return [(unit, q) for q in quotes if q["kind"] in kinds for unit in score.units(text, q)]


def _is_right(score: ModuleType, truth: dict[str, Any], guess: dict[str, Any]) -> bool:
    if truth.get("speaker_type") in ("person", "org"):
        return bool(score.entity_ok(truth, guess))
    if truth.get("speaker_type") == "nominal":
        return bool(score.mention_ok(truth, guess))
    return True


def seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """Return the least processor time that some work took."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def find_in_all(documents: list[str]) -> None:
    """Find the quotations of every text, as the command does."""
    for document in documents:
        find_quotes(document, indirect=True)


def words_per_second() -> float:
    """Return how many words of the development set the finder reads in a second."""
    documents = texts(DEVELOPMENT)
    words = sum(len(document.split()) for document in documents)
    return words / seconds(lambda: find_in_all(documents))


def yardsticks() -> float:
    """Return how many times the finder takes as long as cutting the same texts into words."""
    documents = texts(DEVELOPMENT)
    measure = seconds(lambda: [_WORD.findall(document) for document in documents])
    return seconds(lambda: find_in_all(documents)) / measure


def hostile(size: int) -> dict[str, str]:
    """Return texts that make careless code slow, each of a size."""
    parts = {
        "one Title-Case line": "Amber Broad ",
        "quote marks only": '"',
        "10,000 quote marks": '" lorem  ',
        "curly marks only": "“",
        "quotations of one word": '"a" ',
        "deep nesting": "“‘",
        "said said said": "said ",
        "attributions only": '"a," said ',
        "no newline": "The minister said on Monday that “this is the end,” and left. ",
        "lines of one mark": '"a\n',
        "brackets": "(",
        "one letter": "a",
        "combining marks": "\u0301\u0323",
        "names": "John Smith and ",
        "bodies": "Ministry of ",
        "dots": ". ",
    }
    return {name: (part * (size // len(part) + 1))[:size] for name, part in parts.items()}


def peak_memory(statement: str, given: Path) -> float:
    """Return the most memory that a Python process takes which runs a statement, in MB."""
    asked = f"{statement}\nimport sys\nsys.stderr.write(open('/proc/self/status').read())"
    with given.open("rb") as source:
        ended = subprocess.run(
            [sys.executable, "-c", asked], stdin=source, capture_output=True, cwd=ROOT, check=True
        )
    peak = re.search(rb"VmHWM:\s+(\d+) kB", ended.stderr)
    assert peak is not None
    return int(peak[1]) / 1024


def memory_over_bare() -> float:
    """Return how much more memory the command takes on the development set than Python alone."""
    command = (
        "import runpy, sys\n"
        "sys.argv = ['quotation']\n"
        "try: runpy.run_module('articles.quotation', run_name='__main__')\n"
        "except SystemExit as ended: assert not ended.code"
    )
    return peak_memory(command, DEVELOPMENT) - peak_memory("pass", DEVELOPMENT)


def seconds_to_load_names(number: int = 20_000) -> float:
    """Return how long it takes to get a large desk's names ready."""
    known = [KnownName(f"Given{n % 977} Middle Family{n}", f"actor-{n}") for n in range(number)]
    return seconds(lambda: Names(known), times=1)
