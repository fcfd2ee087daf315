"""The pure door of posts: the tone of a post, labels, frozen frames and certificates."""

from haichieu.posts.rules.agreement import Agreement, agreement_of
from haichieu.posts.rules.audits import SETTLINGS, PostAudit
from haichieu.posts.rules.beacons import Beacon, name_round
from haichieu.posts.rules.certificate import Certificate, issue
from haichieu.posts.rules.errors import BadCertificate, BadFrame, BadLabels, BadSeed, PostsError
from haichieu.posts.rules.estimates import ABOVE, UNSURE, Estimate
from haichieu.posts.rules.filters import Filters
from haichieu.posts.rules.frame import Frame, FrameItem, text_digest
from haichieu.posts.rules.labels import Label, differ, join_readings, read_labels
from haichieu.posts.rules.records import OPEN, EarlierRun, Share, record_digest
from haichieu.posts.rules.replays import Replay, replay
from haichieu.posts.rules.scores import score_rows
from haichieu.posts.rules.seeds import AFTER_FREEZE, Seed, drawn_seed, read_seed, seed_value
from haichieu.posts.rules.seeds import KINDS as SEED_KINDS
from haichieu.posts.rules.sentences import earlier_sentence, spoken_count, spoken_decimal, spoken_percent
from haichieu.posts.rules.spoken_records import spoken_place
from haichieu.posts.rules.spoken_seeds import seed_basis, seed_giver, spoken_seed
from haichieu.posts.rules.tone import TONES, BadWeights, ToneModel, ToneScores, load_model, why

__all__ = [
    "ABOVE",
    "AFTER_FREEZE",
    "OPEN",
    "SEED_KINDS",
    "SETTLINGS",
    "TONES",
    "UNSURE",
    "Agreement",
    "BadCertificate",
    "BadFrame",
    "BadLabels",
    "BadSeed",
    "BadWeights",
    "Beacon",
    "Certificate",
    "EarlierRun",
    "Estimate",
    "Filters",
    "Frame",
    "FrameItem",
    "Label",
    "PostAudit",
    "PostsError",
    "Replay",
    "Seed",
    "Share",
    "ToneModel",
    "ToneScores",
    "agreement_of",
    "differ",
    "drawn_seed",
    "earlier_sentence",
    "issue",
    "join_readings",
    "load_model",
    "name_round",
    "read_labels",
    "read_seed",
    "record_digest",
    "replay",
    "score_rows",
    "seed_basis",
    "seed_giver",
    "seed_value",
    "spoken_count",
    "spoken_decimal",
    "spoken_percent",
    "spoken_place",
    "spoken_seed",
    "text_digest",
    "why",
]
