"""The record: who people are, whom they know, what passes between them. One file a noun."""

from network.models.acquaintance import Acquaintance
from network.models.authentication_event import AuthenticationEvent
from network.models.contact import Address, Closeness, Contact, Fingerprint, HowKnown
from network.models.contact_import import ContactImport, ImportRow
from network.models.conversation import Conversation, Message
from network.models.draft import Draft
from network.models.everyday_name import EverydayName
from network.models.handshake import Block, DeclinedRecognition, Handshake
from network.models.introduction import Introduction
from network.models.invitation import Invitation
from network.models.ledger_entry import LedgerEntry, LedgerWords
from network.models.member import Member
from network.models.notice import Notice
from network.models.outbox_row import Heartbeat, OutboxRow
from network.models.person import Person
from network.models.place import Place
from network.models.profile_line import ProfileLine
from network.models.rate_limit_counter import RateLimitCounter
from network.models.reach_code import ReachCode
from network.models.recommendation import Recommendation
from network.models.report import Report
from network.models.set_aside import SetAside
from network.models.sign_in import SignIn
from network.models.unplaced_work import UnplacedWork
from network.models.walk import WalkedQuestion

__all__ = [
    "Acquaintance",
    "Address",
    "AuthenticationEvent",
    "Block",
    "Closeness",
    "Contact",
    "ContactImport",
    "Conversation",
    "DeclinedRecognition",
    "Draft",
    "EverydayName",
    "Fingerprint",
    "Handshake",
    "Heartbeat",
    "HowKnown",
    "ImportRow",
    "Introduction",
    "Invitation",
    "LedgerEntry",
    "LedgerWords",
    "Member",
    "Message",
    "Notice",
    "OutboxRow",
    "Person",
    "Place",
    "ProfileLine",
    "RateLimitCounter",
    "ReachCode",
    "Recommendation",
    "Report",
    "SetAside",
    "SignIn",
    "UnplacedWork",
    "WalkedQuestion",
]
