"""Papers, handed to those who may read the application: as files to keep, never to be shown in place."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file

from foundation import signed_in
from stakeholders.accreditation.models import Paper
from stakeholders.accreditation.queries import papers as queries
from stakeholders.accreditation.routes.pages import pages

POLICY = "default-src 'none'; sandbox"


@pages.own("/my/accreditation/papers/<int(max=999999999):number>")
@signed_in.needed
def own_paper(number: int) -> Response:
    """A paper of one’s own application."""
    return _handed(queries.own_paper(signed_in.account_id(), number))


@pages.own("/desk/accreditation/papers/<int(max=999999999):number>")
@signed_in.needed
def desk_paper(number: int) -> Response:
    """A paper of an application that somebody reads at the desk."""
    return _handed(queries.desk_paper(signed_in.account_id(), number))


def _handed(paper: Paper) -> Response:
    response = send_file(
        BytesIO(paper.file.content),
        mimetype=paper.file.media_type,
        as_attachment=True,
        download_name=paper.name,
        etag=False,
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
