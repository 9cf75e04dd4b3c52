"""Office files as far as their kind can be told."""

import io
import zipfile


def office(*names):
    """A package that holds parts of these names."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return package.getvalue()
