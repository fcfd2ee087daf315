"""Pages of published posts: the list, and taking a file in."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from haichieu.base.clock import now
from haichieu.channels.errors import ChannelsError
from haichieu.channels.models import Channel, Import
from haichieu.channels.queries import channels
from haichieu.channels.sources import CollectError, digest_file, open_file
from haichieu.posts.actions import add_posts
from haichieu.posts.errors import PostsError
from haichieu.posts.models import Tone
from haichieu.posts.rules import load_model
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person
from haichieu.web.channels.blindness import blindness_of, kept_words
from haichieu.web.channels.doubts import doubts
from haichieu.web.posts.blocks.posts import post_page
from haichieu.web.posts.forms.filters import PostFilter, read_filter
from haichieu.web.posts.forms.upload import Upload, read_upload
from haichieu.web.shell.access import open_units, person_of
from haichieu.web.shell.htmx import render_part
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_number


def post_list(request: HttpRequest) -> HttpResponse:
    """Posts of the channels open to the person, newest first."""
    open_channels = list(channels(units=open_units(request)))
    asked, form = read_filter(request.GET)
    page = post_page(asked, open_channels, blindness_of(request))
    context = {
        "form": form,
        "page": page,
        "kept": kept_words(page.kept),
        "doubts": doubts(_asked_for(asked, open_channels), asked.first, asked.last),
        "channel_options": [(str(c.pk), c.name) for c in open_channels],
        "tone_options": Tone.choices,
        "may_add": bool(open_units(request, "add_posts")) and bool(open_channels),
    }
    return render_part(request, page="posts/list.html", part="posts/_list.html", context=context)


def _asked_for(asked: PostFilter, open_channels: list[Channel]) -> list[int]:
    """The channels whose figures the list shows."""
    return [channel.pk for channel in open_channels if asked.channel in (None, channel.pk)]


def post_add(request: HttpRequest) -> HttpResponse:
    """Take a file of posts into one channel."""
    may = [c for c in channels(units=open_units(request, "add_posts")) if c.closed_at is None]
    if not may and not open_units(request, "add_posts"):
        raise NotAllowed("Bạn không có quyền nạp tin bài cho đơn vị nào.")
    form = Posted(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        file = request.FILES.get("file")
        upload = read_upload(form, file, channels=may, most_bytes=settings.MAX_UPLOAD_BYTES)
        if upload and (run := _take(upload, form, by=person_of(request))):
            messages.success(request, _said(run))
            return redirect("channel-import", run.channel_id, run.pk)
    context = {"form": form, "channel_options": [(str(c.pk), c.name) for c in may]}
    return render(request, "posts/add.html", context, status=422 if form.errors else 200)


def _take(upload: Upload, form: Posted, *, by: Person) -> Import | None:
    with tempfile.TemporaryDirectory() as folder:
        path = _stored(upload.file, Path(folder))
        try:
            return add_posts(
                by=by,
                channel=upload.channel,
                source=upload.file.name or path.name,
                sha256=digest_file(path),
                collection=open_file(path),
                model=load_model(),
                at=now(),
            )
        except (ChannelsError, CollectError, PostsError) as error:
            form.errors["file"] = str(error)
            return None


def _stored(file: UploadedFile, folder: Path) -> Path:
    """The upload as a file of its own name's kind; connectors read paths, not streams."""
    path = folder / Path(file.name or "file").name
    with path.open("wb") as stream:
        for chunk in file.chunks():
            stream.write(chunk)
    return path


def _said(run: Import) -> str:
    parts = f"Đã nạp: {vn_number(run.added)} bài mới, {vn_number(run.changed)} bài sửa lời"
    return f"{parts}, {vn_number(run.unchanged)} bài đã có từ trước."
