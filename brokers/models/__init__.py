"""What brokers carry: deals on their way, each move with its evidence, lines of their own."""

from brokers.models.deal import Deal
from brokers.models.step import Note, Step
from brokers.models.terms import Kind, LostReason, PriceWay, Stage

__all__ = ["Deal", "Kind", "LostReason", "Note", "PriceWay", "Stage", "Step"]
