"""Loading the files anew after two records were merged: what is said of the one that went is said of the one kept."""

from __future__ import annotations

import pytest

from stakeholders.organizations.queries import carrying
from tests.portal.loading.conftest import Load
from tests.stakeholders.organizations.people import an_organizer, organization_id
from tests.stakeholders.organizations.records import all_rows, merged, other_than


@pytest.mark.usefixtures("app")
def test_nothing_comes_back_to_a_record_that_was_merged_away(load: Load):
    gone, kept = organization_id("OR-SMALL"), organization_id("OR-RUBIZ")
    merged(an_organizer().id, gone, kept)
    before = all_rows()

    load()

    assert carrying.counts(gone) == {}
    assert other_than(before) == []
