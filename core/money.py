"""Money is whole fen: every conversion, rounding and way of writing it is here.

Yuan (`Decimal`, two places) stand in forms and files, 万元 and 亿元 only on a screen. A sum is
``sum()`` over whole numbers. Floats are refused everywhere: 0.1 + 0.2 is not 0.30 in them.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")
FEN_IN_YUAN = 100
FEN_IN_WAN = 10_000 * FEN_IN_YUAN
FEN_IN_MILLION = 1_000_000 * FEN_IN_YUAN
FEN_IN_YI = 100_000_000 * FEN_IN_YUAN
LARGEST_FEN = 2**63 - 1  # what a BigIntegerField holds
NO_FIGURE = "—"
MINUS = "−"

_AMOUNT = re.compile(r"(?P<sign>-?)(?P<yuan>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fen>\d+))?")
# What people put behind a number, and how many yuan it stands for; the longer before its end.
UNITS = {"百万": 10**6, "千万": 10**7, "万": 10**4, "w": 10**4, "亿": 10**8}
_RANGE = re.compile(r"\s*(?:-{1,2}|[—–~～至到])\s*")


class AmountError(ValueError):
    """A text or number that is no amount; ``code`` says why.

    Codes: ``invalid`` (no number), ``places`` (more than whole fen), ``unit`` (万元 or 亿元 where
    yuan are asked; what was meant is not guessed), ``grouping`` (commas not every three digits),
    ``large`` (more than a column holds), ``order`` (a range whose first end is the larger).
    """

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def fen_from_yuan(yuan: Decimal | int) -> int:
    """Whole fen of an amount in yuan.

    Raises:
        TypeError: a float, a text or a truth value.
        AmountError: it is not whole in fen, not a number, or too large.

    """
    if isinstance(yuan, bool) or not isinstance(yuan, (Decimal, int)):
        raise TypeError("yuan are Decimal or int, never float")
    yuan = Decimal(yuan)
    if not yuan.is_finite():
        raise AmountError("invalid")
    if yuan.copy_abs() > Decimal(LARGEST_FEN).scaleb(-2):
        raise AmountError("large")
    if yuan % CENT:
        raise AmountError("places")
    return int(yuan * FEN_IN_YUAN)


def yuan_from_fen(fen: int) -> Decimal:
    """The amount in yuan, with two places."""
    return Decimal(_whole(fen)).scaleb(-2)


def read_yuan(text: str) -> int:
    """Whole fen of an amount as people write it: ``1,234.56``, ``１２３４元``, ``¥1234``.

    Raises:
        AmountError: it is no amount in yuan.

    """
    plain = _plain(text)
    if plain.endswith(("万", "亿")):
        raise AmountError("unit")
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise AmountError("grouping" if re.fullmatch(r"-?[\d,]+(\.\d+)?", plain) else "invalid")
    return fen_from_yuan(Decimal(plain.replace(",", "")))


def read_amount(text: str) -> int:
    """Whole fen of an amount that may carry its unit: ``30万``, ``1.5亿元``, ``300,000``.

    Raises:
        AmountError: it is no amount.

    """
    plain = _plain(text).lower()
    unit = next((unit for unit in UNITS if plain.endswith(unit)), "")
    if not unit:
        return read_yuan(plain)
    number = plain.removesuffix(unit)
    found = _AMOUNT.fullmatch(number)
    if not found:
        raise AmountError("invalid")
    return fen_from_yuan(Decimal(number.replace(",", "")) * UNITS[unit])


def read_amount_range(text: str) -> tuple[int | None, int]:
    """Least, where it is said, and most of an amount, in whole fen: ``30-50万``, ``30万``.

    Raises:
        AmountError: as `read_amount`; code ``order`` where the first is more than the second.

    """
    ends = [end for end in _RANGE.split(_plain(text).lower()) if end]
    if len(ends) != 2 or _plain(text).startswith("-"):  # noqa: PLR2004 — from, to
        return None, read_amount(text)
    low, high = ends
    unit = next((unit for unit in UNITS if high.endswith(unit)), "")
    if low[-1].isdigit():
        low += unit  # one unit behind a range is the unit of both
    least, most = read_amount(low), read_amount(high)
    if least > most:
        raise AmountError("order")
    return least, most


def format_yuan(fen: int, *, signed: bool = False) -> str:
    """``6,800,000.00``; with ``signed`` a difference carries its plus too."""
    return _signed(f"{abs(yuan_from_fen(fen)):,.2f}", fen, signed=signed)


def format_wan(fen: int, *, signed: bool = False) -> str:
    """Whole 万元, half up: ``680``."""
    return _signed(f"{_rounded(abs(_whole(fen)), FEN_IN_WAN, 0):,}", fen, signed=signed)


def format_yi(fen: int, *, signed: bool = False) -> str:
    """亿元 half up, with one decimal, and with two below ten: ``12.3``, ``1.06``."""
    places = 1 if abs(_whole(fen)) >= 10 * FEN_IN_YI else 2
    return _signed(f"{_rounded(abs(fen), FEN_IN_YI, places):,}", fen, signed=signed)


def format_million(fen: int, *, signed: bool = False) -> str:
    """Millions of yuan with two decimals, half up: as fine as whole 万元, for an English page."""
    return _signed(f"{_rounded(abs(_whole(fen)), FEN_IN_MILLION, 2):,}", fen, signed=signed)


def growth_percent(this_fen: int | None, last_fen: int | None) -> Decimal | None:
    """Percent of (this − last) / last, rounded half up to two decimals at the end.

    Returns:
        None where there is no base to grow from: a figure is missing, or last is not positive.

    """
    if this_fen is None or last_fen is None or _whole(last_fen) <= 0:
        return None
    return share_percent(this_fen - last_fen, last_fen)


def share_percent(part_fen: int, whole_fen: int, places: int = 2) -> Decimal | None:
    """Percent of part in whole, half up at the end; None where whole is not positive."""
    if _whole(whole_fen) <= 0:
        return None
    rounded = _rounded(abs(_whole(part_fen)) * 100, whole_fen, places)
    return -rounded if part_fen < 0 and rounded else rounded


def half_up(number: Fraction) -> int:
    """The nearest whole number, of two the higher."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def format_growth(percent: Decimal | None) -> str:
    """``+30.00%``, ``−5.25%``, ``0.00%``; ``—`` where there is none."""
    if percent is None:
        return NO_FIGURE
    return _signed(f"{abs(percent):,.2f}%", percent, signed=True)


def allocate(total_fen: int, weights: Sequence[Decimal | int | Fraction]) -> list[int]:
    """Shares of a total by weight that sum exactly to it, by the largest remainder.

    Of equal remainders the earlier share is raised first, so that the same question always has
    the same answer.

    Raises:
        ValueError: a weight is negative, or none is positive.
        TypeError: a weight is a float.

    """
    if any(isinstance(weight, float) for weight in weights):
        raise TypeError("weights are whole or exact, not float")
    exact = [Fraction(weight) for weight in weights]
    if any(weight < 0 for weight in exact) or not sum(exact):
        raise ValueError("weights must not be negative, and one must be positive")
    if _whole(total_fen) < 0:
        return [-share for share in allocate(-total_fen, weights)]
    wanted = [total_fen * weight / sum(exact) for weight in exact]
    shares = [int(share) for share in wanted]
    by_remainder = sorted(range(len(wanted)), key=lambda i: shares[i] - wanted[i])
    for index in by_remainder[: total_fen - sum(shares)]:
        shares[index] += 1
    return shares


def _plain(text: str) -> str:
    """``text`` in one width, without blanks, signs of currency and the word for yuan."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace(MINUS, "-")
    plain = plain.removeprefix("¥").removeprefix("人民币")
    return plain.removesuffix("圆").removesuffix("元")


def _whole(fen: int) -> int:
    if isinstance(fen, bool) or not isinstance(fen, int):
        raise TypeError("fen are int")
    return fen


def _rounded(part: int, whole: int, places: int) -> Decimal:
    """``part / whole`` half up, exact however long the numbers are."""
    return Decimal(half_up(Fraction(part * 10**places, whole))).scaleb(-places)


def _signed(text: str, value: Decimal | int, *, signed: bool) -> str:
    if not any(digit in text for digit in "123456789"):
        return text
    if value < 0:
        return MINUS + text
    return f"+{text}" if signed else text
