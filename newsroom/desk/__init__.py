"""The editors' home: the admin site, and its front page of what waits for whom."""

from .site import DeskSite

__all__ = ["DeskSite"]
