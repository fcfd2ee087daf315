"""The one place that states the version; CHANGELOG.md opens with the same number (tested)."""

VERSION = "0.5.0"
