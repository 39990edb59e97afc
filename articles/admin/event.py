"""What an event's page shows of articles and quotes: hung there, since events know neither."""

from actors.admin import DeskCards, DeskTable
from articles.models import Quote
from articles.quote_forms import QuoteForm
from summits.admin import EventAdmin

from .citation import CoveredBy


class QuotesSaidThere(DeskCards):
    """The quotes said at the event: to read, to correct and to add."""

    model = Quote
    form = QuoteForm
    fk_name = "said_at"
    template = "admin/articles/quote_cards.html"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("speaker", "office", "kind"),
                    "text",
                    "context",
                    ("said_on_edtf", "said_on_basis", "channel"),
                )
            },
        ),
    )
    related = ("said_at", "speaker", "office__holder", "office__body")
    show_change_link = True
    can_delete = False
    verbose_name_plural = "Quotes said there"


class QuotesAboutIt(DeskTable):
    """The quotes that speak of the event: chosen from those on file, or entered in place."""

    model = Quote.about.through
    fields = ("quote",)
    related = ("quote__speaker", "event")
    classes = ("collapse", "narrow")
    verbose_name = "quote"
    verbose_name_plural = "Quotes about it"


EventAdmin.hang(QuotesSaidThere, QuotesAboutIt, CoveredBy)
