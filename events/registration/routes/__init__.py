"""The doors of registration: the public question, one's own registrations and seats, the secretariat's list."""

from events.registration.routes import (
    bulk,
    changes,
    desk,
    desk_places,
    digest,
    extensions,
    joining,
    needs,
    on_behalf,
    own,
    places,
    public,
    seats,
)
from events.registration.routes.pages import pages

__all__ = [
    "bulk",
    "changes",
    "desk",
    "desk_places",
    "digest",
    "extensions",
    "joining",
    "needs",
    "on_behalf",
    "own",
    "pages",
    "places",
    "public",
    "seats",
]
