"""Every write of this room."""

from brokers.services.keeping import edit_deal, hand_over, log
from brokers.services.moving import lose, move, record_registration, resume, send_back, shelve
from brokers.services.starting import start_deal, take_enquiry

__all__ = [
    "edit_deal",
    "hand_over",
    "log",
    "lose",
    "move",
    "record_registration",
    "resume",
    "send_back",
    "shelve",
    "start_deal",
    "take_enquiry",
]
