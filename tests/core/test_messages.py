import polib

from tests.parts.messages import faults


def test_a_settled_translation_passes():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="地区", msgstr="Region"))

    assert faults(catalogue) == []


def test_an_empty_a_fuzzy_and_a_leftover_entry_are_each_named():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="空", msgstr=""))
    catalogue.append(polib.POEntry(msgid="疑", msgstr="unsure", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="旧", msgstr="old", obsolete=True))

    assert faults(catalogue) == ["no English: 空", "fuzzy: 疑", "no longer used: 旧"]
