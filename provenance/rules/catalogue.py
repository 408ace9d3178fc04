"""The catalogue: every rule that an audit asks unless it is told otherwise, written out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.rules.attribution import SpeakerMissing, TranslatorUndisclosed
from provenance.rules.chain import RelayTranslation, RetranslatedIntoOriginal, UnanchoredChain
from provenance.rules.collecting import CapturedBeforePublished
from provenance.rules.custody import CaptureIncomplete, CaptureMissing, DigestMismatch, StoredDiffBroken
from provenance.rules.dates import DateChanged
from provenance.rules.disclosure import DisclaimerDropped, MachineTranslationUndisclosed, OpinionRelayedAsReport
from provenance.rules.language import LanguageMismatch, LeftUntranslated, LengthOutOfBand
from provenance.rules.marks import ForeignQuotationMarks, UnbalancedQuotationMarks
from provenance.rules.passages import QuotationNotInSource, SplicedQuotation
from provenance.rules.quantities import BoundChanged, QuantityChanged, RangeCollapsed
from provenance.rules.quotation import UnmarkedAlteration, UnmarkedTruncation
from provenance.rules.roots import CircularReporting, SingleRootCorroboration
from provenance.rules.sources import NamedSourceUnrecorded, NearerSourceUnused
from provenance.rules.speakers import OutletMismatch, SpeakerBlurred, SpeakerChanged
from provenance.rules.speech import CommentaryQuotedAsSpeech, ParaphrasePromoted, TranslationCalledVerbatim
from provenance.rules.statements import NegationFlipped, PlaceChanged, QualifierShifted
from provenance.rules.time import EffectBeforeCause, ImpreciseDate, PlatformClockConflict
from provenance.rules.witnesses import OriginalsDisagree, RecycledQuotation, SilentlyEdited

if TYPE_CHECKING:
    from provenance.rules.base import Rule

__all__ = ["CATALOGUE"]

CATALOGUE: tuple[Rule, ...] = (
    # chain: does the line reach the speaker, and how?
    UnanchoredChain(),
    RelayTranslation(),
    NearerSourceUnused(),
    RetranslatedIntoOriginal(),
    CircularReporting(),
    NamedSourceUnrecorded(),
    SingleRootCorroboration(),
    # attribution: who said it, who carried it, who translated it?
    SpeakerMissing(),
    SpeakerChanged(),
    SpeakerBlurred(),
    TranslatorUndisclosed(),
    OutletMismatch(),
    # quotation: are these the words, and is it a quotation at all?
    ParaphrasePromoted(),
    UnmarkedTruncation(),
    UnmarkedAlteration(),
    SplicedQuotation(),
    CommentaryQuotedAsSpeech(),
    QuotationNotInSource(),
    TranslationCalledVerbatim(),
    OriginalsDisagree(),
    SilentlyEdited(),
    ForeignQuotationMarks(),
    UnbalancedQuotationMarks(),
    # facts: does each hop state what its source states?
    QuantityChanged(),
    RangeCollapsed(),
    BoundChanged(),
    DateChanged(),
    PlaceChanged(),
    NegationFlipped(),
    QualifierShifted(),
    # language: is the text in the language it is said to be in?
    LanguageMismatch(),
    LeftUntranslated(),
    LengthOutOfBand(),
    # time: do dates agree with the order of hops, and with clocks?
    EffectBeforeCause(),
    PlatformClockConflict(),
    CapturedBeforePublished(),
    RecycledQuotation(),
    ImpreciseDate(),
    # custody: what is kept of each witness, and is it still what was recorded?
    CaptureMissing(),
    CaptureIncomplete(),
    DigestMismatch(),
    StoredDiffBroken(),
    # disclosure: does the page say what a reader has to know?
    DisclaimerDropped(),
    OpinionRelayedAsReport(),
    MachineTranslationUndisclosed(),
)
