"""Technology contracts, their way to registration, and what they are counted against."""

from contracts.models.target import Target, TargetCell

__all__ = ["Target", "TargetCell"]
