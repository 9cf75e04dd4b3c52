"""Technology contracts, their way to registration, and what they are counted against."""

from contracts.models.clock import Clock, Opinion, Supplement
from contracts.models.contract import Contract
from contracts.models.cost import CostItem
from contracts.models.file import ContractFile
from contracts.models.jurisdiction import Jurisdiction
from contracts.models.party import Party
from contracts.models.person import ContractPerson
from contracts.models.target import Target, TargetCell
from contracts.models.turnover import TurnoverCell, TurnoverEntry

__all__ = [
    "Clock",
    "Contract",
    "ContractFile",
    "ContractPerson",
    "CostItem",
    "Jurisdiction",
    "Opinion",
    "Party",
    "Supplement",
    "Target",
    "TargetCell",
    "TurnoverCell",
    "TurnoverEntry",
]
