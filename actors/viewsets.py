"""The API resource of actors."""

from .filtersets import ActorFilterSet
from .models import Actor
from .resources import ResourceViewSet
from .serializers import ActorSerializer


class ActorViewSet(ResourceViewSet):
    """People, states and organisations that speak or act, media outlets among them."""

    model = Actor
    serializer_class = ActorSerializer
    filterset_class = ActorFilterSet
    ordering = "sort_name"
    ordering_keys = ("sort_name", "created_at")
