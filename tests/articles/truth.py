"""Who may do what with an article in which state: the expected answer, written out by hand.

Nothing here is derived from the product. ``expected(role, state, action)`` is what services,
API and admin are held to. A role may be followed by a part somebody plays in this article:
“reporter who wrote it”, “desk editor who proposed”.
"""

ROLES = (
    "reporter",
    "sub-editor",
    "desk editor",
    "legal",
    "administrator",
    "superuser",
    "nobody",
)
#: The part that somebody plays in the article, beside their role.
PARTS = ("", "who wrote it", "who proposed")
ACTORS = tuple(f"{role} {part}".strip() for role in ROLES for part in PARTS)

STATES = (
    "draft",
    "draft once published",
    "in review",
    "approved",
    "scheduled",
    "scheduled, proposal",
    "published",
    "published, proposal",
    "withdrawn",
    "withdrawn unread",
    "retracted",
)
ACTIONS = (
    "save",
    "edit_in_review",
    "submit",
    "take_back",
    "send_back",
    "approve",
    "publish",
    "propose",
    "apply",
    "reject",
    "reschedule",
    "notice",
    "withdraw",
    "reopen",
    "retract",
    "delete",
)

# r reporter, s sub-editor, d desk editor, l legal, a administrator, S superuser; “-” nobody.
# A letter alone: whoever has the role. “+w”: only who wrote the article; “-w”: not who wrote it;
# “-p”: not who proposed the change; “+p”: only who proposed it.
#
# fmt: off
TABLE = """
               draft once review approved sched sched-p publ publ-p  withd unread retr
save           rsdS  rsdS -      -        -     -       -    -       -     -      -
edit_in_review -     -    sdS    sdS      -     -       -    -       -     -      -
submit         rsdS  rsdS -      -        -     -       -    -       -     -      -
take_back      -     -    rsdS+w rsdS+w   -     -       -    -       -     -      -
send_back      -     -    sdlS   sdlS     -     -       -    -       -     -      -
approve        -     -    sdlS-w sdlS-w   -     -       -    -       -     -      -
publish        dS-w  dS-w dS-w   dS       -     -       -    -       -     -      -
propose        -     -    -      -        rsdS  rsdS    rsdS rsdS    -     -      -
apply          -     -    -      -        -     dS-p    -    dS-p    -     -      -
reject         -     -    -      -        -     dS,rs+p -    dS,rs+p -     -      -
reschedule     -     -    -      -        dS    dS      -    -       -     -      -
notice         -     -    -      -        -     -       dS   dS      -     -      -
withdraw       -     -    -      -        dlS   dlS     dlS  dlS     -     -      -
reopen         -     -    -      -        -     -       -    -       dS    dS     -
retract        -     -    -      -        -     -       dS   dS      dS    -      -
delete         rsdS  -    -      -        -     -       -    -       -     -      -
"""
# fmt: on

_LETTERS = {
    "reporter": "r",
    "sub-editor": "s",
    "desk editor": "d",
    "legal": "l",
    "administrator": "a",
    "superuser": "S",
    "nobody": "n",
}
_PARTS = {"w": "who wrote it", "p": "who proposed"}


def split(actor: str) -> tuple[str, str]:
    """Return the role and the part of an actor such as “desk editor who wrote it”."""
    role = next(role for role in ROLES if actor.startswith(role))
    return role, actor.removeprefix(role).strip()


def expected(actor: str, state: str, action: str) -> bool:
    """Tell whether this person may do this with an article in this state."""
    role, part = split(actor)
    cell = _cells()[action][STATES.index(state)]
    return cell != "-" and any(_holds(entry, role, part) for entry in cell.split(","))


def _holds(entry: str, role: str, part: str) -> bool:
    letters, sign, who = entry, "", ""
    if len(entry) > 2 and entry[-2] in "+-":
        letters, sign, who = entry[:-2], entry[-2], entry[-1]
    if _LETTERS[role] not in letters:
        return False
    return not sign or (part == _PARTS[who]) == (sign == "+")


def _cells() -> dict[str, list[str]]:
    rows = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {name: cells for name, *cells in rows}
