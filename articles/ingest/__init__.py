"""Raw texts from outside, read into drafts-to-be. Pure Python: no database, no Django.

    for text in read(data, name="wire.txt"):
        text.headline, text.paragraphs, text.findings, text.left_out

No word is ever changed (R10): what looks wrong becomes a finding. A text that cannot be read whole
is refused with a ``Refused``, whose sentence says what to do. See docs/taking-in.md.
"""

from .formats import LARGEST, LIMITS, read
from .taken import Block, Found, LeftOut, Refused, TakenIn

__all__ = ["LARGEST", "LIMITS", "Block", "Found", "LeftOut", "Refused", "TakenIn", "read"]
