"""人民币大写: an amount as papers write it, so that no stroke can be added to it.

Source: 支付结算办法（银发〔1997〕393号）附一《正确填写票据和结算凭证的基本规定》. Where it
leaves a choice, 零 is written after 元 when the yuan end in 0 and 角 follow, and 整 after 角, so
that no 分 can be added behind it.
"""

from core.money import FEN_IN_YUAN

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_YI, _WAN = 100_000_000, 10_000


def format_capitals(fen: int) -> str:
    """``陆佰捌拾万元整``, ``壹仟陆佰捌拾元零叁角贰分``, ``零元整``.

    Raises:
        ValueError: the amount is negative, which no paper states.

    """
    if fen < 0:
        raise ValueError("no paper states a negative amount")
    yuan, cents = divmod(fen, FEN_IN_YUAN)
    jiao, cent = divmod(cents, 10)
    text = f"{_number(yuan)}元" if yuan or not cents else ""
    if not cents:
        return f"{text}整"
    if yuan and (not jiao or yuan % 10 == 0):
        text += "零"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    return text + (f"{_DIGITS[cent]}分" if cent else "整")


def _number(number: int) -> str:
    for size, unit in ((_YI, "亿"), (_WAN, "万")):
        high, low = divmod(number, size)
        if high:
            zero = "零" if 0 < low < size // 10 else ""
            return f"{_number(high)}{unit}{zero}{_number(low) if low else ''}"
    return _below_wan(number)


def _below_wan(number: int) -> str:
    """Digits with their places; any run of zeros inside is one 零."""
    if not number:
        return "零"
    text = ""
    for size, place in _PLACES:
        digit, number = divmod(number, size)
        if digit:
            text += _DIGITS[digit] + place
        elif text and number and not text.endswith("零"):
            text += "零"
    return text
