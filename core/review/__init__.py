"""信息发布审查: nothing goes public but by another person's recorded review of exactly that text.

Rooms that publish say what their rows are and who may review them; the rest is here: the record,
the workflow's step, the opinion that both decisions ask for, and the refusal.
"""

from core.review.recording import ReleaseRefused, digest, save

__all__ = ["ReleaseRefused", "digest", "save"]
