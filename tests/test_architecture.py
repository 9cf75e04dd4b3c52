"""What import-linter and ruff cannot see: who writes, who listens, what files are called."""

import pytest

from tests.parts import architecture
from tests.parts.architecture import LONGEST, ROOMS, ROOT, VAGUE, is_reader, sources

# Places that write although their name says reader, each with its reason.
MAY_WRITE: dict[str, str] = {}
# Signal receivers: Wagtail's own admin saves by itself and can only be heard.
MAY_LISTEN = {
    "marketplace/publishing.py": "Wagtail publishes listings",
    "cms/announcements.py": "Wagtail publishes pages",
}


def _name(path):
    return path.relative_to(ROOT).as_posix()


def test_only_services_write():
    found = {
        _name(path): calls
        for path in sources()
        if is_reader(path)
        and _name(path) not in MAY_WRITE
        and (calls := architecture.writes(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_nobody_listens_to_signals_but_the_two_who_hear_wagtail():
    found = {
        _name(path): calls
        for path in sources()
        if _name(path) not in MAY_LISTEN
        and (calls := architecture.receives_signals(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_only_the_demonstration_enters_acts_of_the_past():
    found = {
        _name(path)
        for path in sources()
        if "happened_at(" in path.read_text(encoding="utf-8") and not path.name.startswith("demo")
    }

    assert found == {"core/acts.py"}


def test_no_name_says_nothing():
    assert [_name(path) for path in sources() if VAGUE & {*path.with_suffix("").parts}] == []


def test_no_file_is_too_long():
    every = [*sources(), *sources("tests")]

    assert {
        _name(path): lines
        for path in every
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    } == {}


def test_journeys_wait_for_what_they_say_of_a_page():
    found = {
        _name(path): calls
        for path in sources("tests/e2e")
        if (calls := architecture.asserts_at_once(path.read_text(encoding="utf-8")))
    }

    assert found == {}
    assert architecture.asserts_at_once("assert not page.locator('h1').is_visible()")
    assert not architecture.asserts_at_once("expect(page.locator('h1')).to_be_visible()")


def test_every_room_is_looked_at():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert rooms == {*ROOMS}


@pytest.mark.parametrize(
    "source",
    [
        "row.save()",
        "Row.objects.create(name=1)",
        "Row.objects.filter(pk=1).update(name=2)",
        "Row.objects.filter(pk=1).delete()",
        "Row.objects.bulk_create(rows)",
        "request.user.organisations().update(name=2)",
        "super().save()",
        "Row.objects.get_or_create(pk=1)",
    ],
)
def test_a_write_is_seen(source):
    assert architecture.writes(source) == [f"1: {source[: source.rindex('(')]}"]


@pytest.mark.parametrize(
    "source",
    [
        "services.create(1, actor=user)",
        "registration.services.delete(1, actor=user)",
        "request.session.update(a=1)",
        "{}.update(a=1)",
        "context.update(a=1)",
        "Row.objects.visible_to(user)",
    ],
)
def test_what_is_no_write_is_left_alone(source):
    assert architecture.writes(source) == []


@pytest.mark.parametrize("source", ["@receiver(saved)\ndef f(): ...", "\nsaved.connect(f)"])
def test_a_receiver_is_seen(source):
    assert len(architecture.receives_signals(source)) == 1


@pytest.mark.parametrize(
    "name", ["accounts/views/profile.py", "core/templatetags/x.py", "cms/forms.py"]
)
def test_a_reader_is_known_by_its_name(name):
    assert is_reader(ROOT / name)
    assert not is_reader(ROOT / "accounts/services.py")
