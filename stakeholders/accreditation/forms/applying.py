"""What an applicant fills in and sends along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from wtforms.validators import StopValidation, ValidationError

from foundation import files
from foundation.errors import Invalid
from foundation.fields import Choice, offered
from foundation.forms import Form, LongText, Text, needed
from foundation.languages import pick, say
from foundation.sentences import Sentence
from stakeholders.accreditation.models import Basis
from stakeholders.accreditation.queries.own import Applying
from stakeholders.accreditation.rules.applying import MOST_LETTER, MOST_NUMBER, MOST_PAPERS, TooManyPapers

ONE_FILE = Sentence("“{name}”: {words}")
ENDINGS = ".pdf,.png,.jpg,.jpeg,.docx"


class Papers(MultipleFileField):
    """Files to send along, each looked at by its content."""

    endings = ENDINGS

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no paper, by its name in the words of the person."""
        sent = [each for each in self.data or () if each]
        if len(sent) > MOST_PAPERS:
            raise StopValidation(say(TooManyPapers(most=MOST_PAPERS).sentence))
        self.read: list[tuple[str, bytes]] = []
        for each in sent:
            # One octet more than may be is enough to see that it is too large.
            content = each.stream.read(files.MOST_OCTETS + 1)
            try:
                files.media_type_of(content)
            except Invalid as refusal:
                words = say(refusal.sentence) + (f" {say(refusal.next_step)}" if refusal.next_step else "")
                raise StopValidation(say(ONE_FILE.with_values(name=(each.filename or "")[:80], words=words))) from None
            self.read.append((each.filename or "", content))


class EvidenceForm(Form):
    """What an application says, and the papers that go with it."""

    letter = LongText(_("Why your organization takes part"), most=MOST_LETTER, validators=[needed()])
    status_number = Text(_("Number of your status or of the decision"), most=MOST_NUMBER)
    papers = Papers(_("Papers"))


class ApplyForm(EvidenceForm):
    """A new application."""

    organization = Choice(_("For whom"))
    session = Choice(_("For which session of the Commission"))
    basis = Choice(_("On which decision or status"))

    def __init__(self, view: Applying, **options: Any) -> None:
        super().__init__(**options)
        self.organization.choices = offered(
            (str(each.organization_id), pick(each.names).text) for each in view.affiliations
        )
        self.session.choices = offered((str(each.number), str(each.number)) for each in view.sessions)
        self.basis.choices = [*offered([("0", _("I don’t know: the secretariat says which"))]), *_bases(view.bases)]


class PapersForm(Form):
    """More papers for an application: one at least."""

    papers = Papers(_("Papers"))

    def validate_papers(self, field: Papers) -> None:
        if not field.read:
            raise ValidationError(_("Choose a file."))


def _bases(rows: Sequence[Basis]) -> list[Any]:
    named: Callable[[Basis], str] = lambda basis: pick(basis.constituency.names).text  # noqa: E731
    return [choice for each in rows for choice in offered([(str(each.id), each.decision)], named(each))]
