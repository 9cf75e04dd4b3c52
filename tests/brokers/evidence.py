"""What a broker brings to each stage, as the gates ask it."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from brokers.models import Stage

PDF = b"%PDF-1.7 a signed text"


def paper(name="合同.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def evidence(stage, **changes):
    """Complete for ``stage``; ``changes`` take their place."""
    day = date(2026, 3, 2)
    brought = {
        Stage.CONTACT: {"buyer_on": day, "seller_on": date(2026, 3, 4)},
        Stage.NEGOTIATION: {"happened_on": day, "text": "双方确认先做小试。"},
        Stage.INTENT: {
            "happened_on": day,
            "price_low_fen": 40_000_000,
            "price_high_fen": 50_000_000,
            "price_way": "instalments",
        },
        Stage.SIGNED: {
            "happened_on": day,
            "amount_fen": 45_000_000,
            "kind": "licence",
            "file": paper(),
        },
    }.get(stage, {"text": "买方停产检修。", "reason": "price"})
    return brought | changes
