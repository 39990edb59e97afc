"""How lists of actors are narrowed that need no event: the rest is added by summits."""

from .filters import CountryFilter, KindFilter, ReferenceFilter, ResourceFilterSet
from .models import Actor, ActorKind, OrganisationType


class ActorFilterSet(ResourceFilterSet):
    """Filters of actors."""

    kind = KindFilter(ActorKind.choices, example="person", help_text="Person, state, organisation.")
    org_type = KindFilter(
        OrganisationType.choices, example="news_agency", help_text="The type of an organisation."
    )
    country = CountryFilter(example="IN")
    parent = ReferenceFilter(
        Actor.objects.published,
        to="actors",
        example="jawaharlal-nehru-university",
        help_text="Actors directly part of this one.",
    )
