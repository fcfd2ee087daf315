"""The pure door of posts: rows of lists, the tone of a post, labels, frozen frames and certificates."""

from haichieu.posts.rules.audits import PostAudit
from haichieu.posts.rules.certificate import Certificate, issue
from haichieu.posts.rules.errors import (
    BadCertificate,
    BadFile,
    BadFrame,
    BadLabels,
    BadRow,
    PostsError,
)
from haichieu.posts.rules.frame import Frame, FrameItem, text_digest
from haichieu.posts.rules.labels import Label, read_labels
from haichieu.posts.rules.replays import Replay, replay
from haichieu.posts.rules.rows import PostRow, RowReader, open_rows
from haichieu.posts.rules.scores import score_rows
from haichieu.posts.rules.sentences import spoken_count, spoken_percent
from haichieu.posts.rules.tone import TONES, BadWeights, ToneModel, ToneScores, load_model, why

__all__ = [
    "TONES",
    "BadCertificate",
    "BadFile",
    "BadFrame",
    "BadLabels",
    "BadRow",
    "BadWeights",
    "Certificate",
    "Frame",
    "FrameItem",
    "Label",
    "PostAudit",
    "PostRow",
    "PostsError",
    "Replay",
    "RowReader",
    "ToneModel",
    "ToneScores",
    "issue",
    "load_model",
    "open_rows",
    "read_labels",
    "replay",
    "score_rows",
    "spoken_count",
    "spoken_percent",
    "text_digest",
    "why",
]
