"""What of a personal or business particular may stand where its owner did not agree to show it.

The length of a name or number stays, so that its owner knows it again.
"""

STAR = "*"
MOBILE_LENGTH = 11
CREDIT_CODE_LENGTH = 18


def mask_phone(number: str) -> str:
    """``139****0001`` for a mobile number, ``0792-*******8`` for a landline."""
    number = number.strip()
    if len(number) == MOBILE_LENGTH and number.isdigit() and number.startswith("1"):
        return f"{number[:3]}****{number[-4:]}"
    area, dash, local = number.partition("-")
    if dash and area.isdigit():
        return f"{area}-{_stars(local)}"
    return _stars(number)


def mask_email(address: str) -> str:
    """``l***@example.com``: the first letter and the domain; how long it is stays hidden."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not local:
        return STAR * 3 if address else ""
    return f"{local[0] if len(local) > 1 else ''}***@{domain}"


def mask_name(name: str) -> str:
    """``张**``: the first character, and how many follow."""
    name = name.strip()
    return name[:1] + STAR * (len(name) - 1) if len(name) > 1 else STAR * len(name)


def mask_credit_code(code: str) -> str:
    """``12360400********3K``: kind, registrar's division and check end, not the body itself."""
    code = code.strip()
    if len(code) != CREDIT_CODE_LENGTH:
        return STAR * len(code)
    return f"{code[:8]}********{code[-2:]}"


def _stars(text: str) -> str:
    return STAR * (len(text) - 1) + text[-1:] if len(text) > 2 else STAR * len(text)  # noqa: PLR2004 — of two one would be half
