"""Runs of labelling on a frozen list: begin with a seed, end with a certificate."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from haichieu.base.actions import record, seal_log
from haichieu.base.jobs import enqueue
from haichieu.base.queries import log_head
from haichieu.posts.errors import PostsError
from haichieu.posts.models import Audit, FrozenFrame, SeedKind, SeedSource, Settling
from haichieu.posts.queries import other_tries, post_audit, verdicts
from haichieu.posts.rules import issue
from haichieu.posts.rules.seeds import read_seed
from haichieu.posts.runs import frame_of
from haichieu.stats import METHOD
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require
from haichieu.version import VERSION


@transaction.atomic
def start_audit(
    *,
    by: Person,
    frame: FrozenFrame,
    seed: str,
    at: datetime,
    seed_source: SeedSource = SeedSource.GIVEN,
    seed_kind: SeedKind = SeedKind.TEXT,
    readers: int = 1,
    settling: Settling = Settling.MEAN,
) -> Audit:
    """Begin a run of labelling with a seed that was drawn after the frame was frozen; runs are numbered.

    ``seed`` is what was entered: a text, rolls of a die, “lottery; day; figures”, or round and value of a public
    source; ``seed_kind`` says which, and what it follows from is kept. ``seed_source`` says whether the program drew
    it just now or a person gave it. ``readers`` (1 or 2) people read each post, blind to each other; where two differ,
    ``settling`` counts each of them half or asks a third.

    Raises a sentence for a seed that nobody could check, that was known before the list was frozen or that cannot be
    known yet.
    """
    require(by, "label_posts", frame.unit_id, on=localdate(at))
    if not seed.strip():
        raise PostsError(
            "Cần một số gieo: kết quả gieo xúc xắc hoặc một dãy ký tự bất kỳ, ghi lại công khai."
        )
    if readers not in (1, 2):
        raise PostsError("Mỗi bài do một hoặc hai người đọc.")
    read = read_seed(seed_kind, seed, named=frame_of(frame).beacon, frozen_at=frame.frozen_at, at=at)
    same_list = FrozenFrame.objects.select_for_update().filter(frame_hash=frame.frame_hash).order_by("pk")
    newest = Audit.objects.filter(frame__in=list(same_list)).aggregate(newest=Max("run"))["newest"] or 0
    audit = Audit.objects.create(
        frame=frame,
        run=newest + 1,
        method=METHOD,
        seed=read.value,
        seed_source=seed_source,
        seed_kind=read.kind,
        seed_evidence=dict(read.evidence),
        readers=readers,
        settling=settling,
        started_by=actor_ref(by),
        started_at=at,
    )
    after = {
        "frame_hash": frame.frame_hash,
        "run": audit.run,
        "seed": audit.seed,
        "seed_source": audit.seed_source,
        "seed_kind": audit.seed_kind,
        "seed_evidence": audit.seed_evidence,
        "readers": readers,
        "settling": audit.settling,
    }
    record(by=actor_ref(by), verb="start_audit", kind="audit", ref=str(audit.pk), after=after, at=at)
    return audit


def close_audit(*, by: Person, audit: Audit, at: datetime) -> Audit:
    """End a run, decided or not, with the certificate that its verdicts support.

    Posts drawn ahead count from the first on, as far as they were read without a gap. The certificate names every other
    run on the same posts, and the action log keeps its digest.
    """
    seal_log(at=at)
    with transaction.atomic():
        audit = open_run(audit, by, at)
        run = post_audit(audit)
        tries = other_tries(audit, run.frame)
        certificate = issue(
            run,
            number=audit.run,
            version=VERSION,
            log_head=log_head(),
            issued_at=at.isoformat(),
            seed_source=audit.seed_source or None,
            seed_kind="drawn" if audit.seed_source == SeedSource.DRAWN else audit.seed_kind or None,
            seed_evidence=audit.seed_evidence or None,
            frozen_at=audit.frame.frozen_at.isoformat(),
            undone=audit.verdicts.exclude(undone_at=None).count(),
            readers=len({v.by for v in verdicts(audit) if v.step <= len(run.labels)}),
            earlier=tries.runs,
            unstarted=tries.unstarted,
        )
        audit.certificate = certificate.to_dict()
        audit.decision = certificate.decision
        audit.closed_at = at
        audit.save(update_fields=["certificate", "decision", "closed_at"])
        after = {
            "decision": audit.decision,
            "labels_read": certificate.labels_read,
            "run": audit.run,
            "digest": audit.certificate["digest"],
        }
        record(by=actor_ref(by), verb="close_audit", kind="audit", ref=str(audit.pk), after=after, at=at)
        enqueue("posts.recalibrate_after_labels", unit=audit.frame.unit_id)
    return audit


def open_run(audit: Audit, by: Person, at: datetime) -> Audit:
    """The run, locked, for somebody who may read posts in it; closed runs are refused."""
    audit = Audit.objects.select_for_update(of=("self",)).select_related("frame").get(pk=audit.pk)
    require(by, "label_posts", audit.frame.unit_id, on=localdate(at))
    if audit.closed_at is not None:
        raise PostsError("Lượt kiểm tra này đã khép lại và có chứng nhận; hãy tải lại trang.")
    return audit
