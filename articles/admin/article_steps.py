"""The steps of an article as an editor meets them: buttons, list actions and their pages."""

from dataclasses import dataclass
from typing import Any

from articles import step_forms
from articles.models import Article
from articles.workflow import refusal


@dataclass(frozen=True, slots=True)
class ArticleStep:
    """One step: ``name`` is that of the action in articles/workflow.py."""

    name: str
    button: str
    done: str
    form: type[step_forms.StepForm]
    title: str = ""
    #: What the list offers for the rows ticked in it; empty: only on the article's page.
    action: str = ""
    #: Whether the button does it at once, without a page in between.
    at_once: bool = False
    #: Whether it takes something away from readers or from the author.
    is_grave: bool = False

    @property
    def key(self) -> str:
        """Return the name of the button in the article's form."""
        return f"_step_{self.name}"

    def open_to(self, article: Article, user: Any) -> bool:
        """Tell whether the step would work."""
        return not refusal(self.name, article, user)


STEPS = (
    ArticleStep(
        "submit",
        "Submit for review",
        "“{}” waits for somebody else to review and publish it.",
        step_forms.SubmitForm,
        "Somebody else then reads it.",
        action="Submit for review",
        at_once=True,
    ),
    ArticleStep(
        "approve",
        "Approve",
        "“{}” is approved: a desk editor may publish it.",
        step_forms.ApproveForm,
        "You read it as it stands. A later change by somebody else is read anew.",
        action="Approve",
        at_once=True,
    ),
    ArticleStep(
        "publish",
        "Publish …",
        "“{}” is published.",
        step_forms.PublishForm,
        "Readers get the article as it stands, now or at a time to come.",
        action="Publish",
    ),
    ArticleStep(
        "send_back",
        "Send back …",
        "“{}” is sent back to its author.",
        step_forms.SendBackForm,
        "Returns it to its author with your comment.",
        action="Send back",
        is_grave=True,
    ),
    ArticleStep(
        "take_back",
        "Take back",
        "“{}” is a draft again.",
        step_forms.TakeBackForm,
        "Returns your article to draft, to write on.",
        at_once=True,
        is_grave=True,
    ),
    ArticleStep(
        "apply",
        "Apply the change …",
        "Readers now have the changed “{}”.",
        step_forms.ApplyForm,
        "Readers get the proposed words, with a notice unless the change is only typographical.",
    ),
    ArticleStep(
        "reject",
        "Reject the change …",
        "“{}” stays as readers have it.",
        step_forms.RejectForm,
        "The proposal stays on record.",
        is_grave=True,
    ),
    ArticleStep(
        "reschedule",
        "Change the time …",
        "“{}” has a new time.",
        step_forms.RescheduleForm,
        "Publication time and embargo of an article that is still to come.",
    ),
    ArticleStep(
        "notice",
        "Issue a notice …",
        "The notice on “{}” is issued.",
        step_forms.NoticeForm,
        "A public correction, clarification or update.",
    ),
    ArticleStep(
        "reopen",
        "Return to draft",
        "“{}” is a draft again.",
        step_forms.ReopenForm,
        "It is worked on, reviewed and published anew.",
        action="Return to draft",
        at_once=True,
    ),
    ArticleStep(
        "withdraw",
        "Withdraw …",
        "“{}” is withdrawn: readers no longer see it.",
        step_forms.WithdrawForm,
        "Readers no longer see it. It may return to draft later.",
        action="Withdraw",
        is_grave=True,
    ),
    ArticleStep(
        "retract",
        "Retract …",
        "“{}” is retracted. Its notice stands in its place.",
        step_forms.RetractForm,
        "Takes the article down for good, which cannot be undone. A notice takes its place.",
        is_grave=True,
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def steps_for(article: Article, user: Any) -> list[ArticleStep]:
    """Return the steps that would work on the article for this person, in the desk's order."""
    if article._state.adding:
        return [BY_NAME["submit"]] if user.has_perm("articles.add_article") else []
    return [step for step in STEPS if step.open_to(article, user)]
