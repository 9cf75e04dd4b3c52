import io
import json

import pytest
from django.core.management import call_command

from accounts.models import Role
from tests.factories import MembershipFactory
from tests.parts.people import person


@pytest.fixture
def unit(db):
    """A university whose research office answers for what is imported."""
    office = person(Role.RESEARCH_OFFICE)
    return office.memberships.get().organisation


@pytest.fixture
def office(unit):
    return unit.memberships.get().user


@pytest.fixture
def bring(unit, tmp_path):
    """Runs the command for the unit on a file of this content; gives what it says in JSON."""

    def bring(content, *arguments, source="示例来源"):
        path = tmp_path / "file"
        path.write_bytes(content)
        said = io.StringIO()
        code = 0
        try:
            call_command(
                "import_listings",
                str(path),
                "--json",
                f"--organisation={unit.code}",
                f"--source={source}",
                *arguments,
                stdout=said,
            )
        except SystemExit as ended:
            code = ended.code
        return {**json.loads(said.getvalue()), "code": code}

    return bring


@pytest.fixture
def another_unit(db):
    return MembershipFactory(role=Role.RESEARCH_OFFICE).organisation
