"""Every text in the code has its English: none missing, empty, fuzzy or left over.

    python -m tests.parts.messages

The texts are gathered in a copy of the source, so that a check changes nothing.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tests.parts.architecture import ROOMS, ROOT

CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
SHOWN = 20


def gathered() -> polib.POFile:
    """The catalogue as `make messages` would leave it."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for room in (*ROOMS, "locale"):
            if (ROOT / room).exists():
                shutil.copytree(ROOT / room, copy / room)
        shutil.copy(ROOT / "manage.py", copy)
        (copy / "locale").mkdir(exist_ok=True)
        command = ["manage.py", "makemessages", "--locale", "en", "--no-location", "--no-wrap"]
        subprocess.run([sys.executable, *command], check=True, cwd=copy, capture_output=True)
        return polib.pofile(str(copy / CATALOGUE))


def faults(catalogue: polib.POFile) -> list[str]:
    """A line for each text without a settled translation, and for each that nobody uses."""
    return [
        *(f"no English: {entry.msgid}" for entry in catalogue.untranslated_entries()),
        *(f"fuzzy: {entry.msgid}" for entry in catalogue.fuzzy_entries()),
        *(f"no longer used: {entry.msgid}" for entry in catalogue.obsolete_entries()),
    ]


def main() -> int:
    if not shutil.which("xgettext"):
        print("xgettext is missing: `make system` installs it")
        return 1
    found = faults(gathered())
    for fault in found[:SHOWN]:
        print(fault)
    if found:
        print(f"{len(found)} texts; `make messages` brings {CATALOGUE} up to date")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
