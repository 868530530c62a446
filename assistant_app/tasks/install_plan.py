"""What an installation is to fetch, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assistant_app.catalog.card import has_chat_template
from assistant_app.catalog.listing import RepoListing
from assistant_app.catalog.spec import FileSpec, Inspection, ModelSpec, Variant
from assistant_app.catalog.unfinished import Unfinished


@dataclass(frozen=True)
class Plan:
    """What is about to be done. ``present`` is the model as it is installed, if only another
    precision of it is wanted."""

    model_id: str
    title: str
    revision: str
    """As it was asked for: empty for the newest, which the listing names."""
    listing: RepoListing
    variant: Variant
    offer: ModelSpec | None
    present: ModelSpec | None

    @property
    def files(self) -> tuple[FileSpec, ...]:
        """config.json, the other small ones, then the graphs: what is not installed yet."""
        small = sorted(self.listing.small_files, key=lambda file: file.path != "config.json")
        there = {file.path for file in self.present.files} if self.present is not None else set()
        return tuple(f for f in (*small, *self.variant.files) if f.path not in there)

    @property
    def total_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)

    @property
    def note(self) -> Unfinished:
        """By which the download is known after a crash."""
        return Unfinished(
            self.model_id,
            self.listing.repo_id,
            self.revision,
            self.variant.precision,
            self.title,
            self.total_bytes,
        )


def spec_of(plan: Plan, found: Inspection, files: tuple[FileSpec, ...], folder: Path) -> ModelSpec:
    """What its files say, then what the catalog does, then what the hub does."""
    listing, offer = plan.listing, plan.offer
    tasks = (found.task, *found.also)
    task = offer.task if offer is not None and offer.task in tasks else found.task
    return ModelSpec(
        id=plan.model_id,
        task=task,
        title=plan.title,
        languages=found.languages or (offer.languages if offer is not None else ()),
        pairs=found.pairs or (offer.pairs if offer is not None else ()),
        licence=(offer.licence if offer is not None else "") or listing.licence,
        summary=offer.summary if offer is not None else "",
        size_bytes=0,
        files=tuple(sorted(files, key=lambda file: file.path)),
        is_default=False,
        also=tuple(each for each in tasks if each != task),
        source="hub",
        family=found.family,
        repo_id=listing.repo_id,
        revision=listing.revision,
        precision=plan.variant.precision,
        variants=variants_of(listing, found),
        memory_bytes=plan.variant.memory_bytes,
        is_commercial=listing.is_commercial and (offer is None or offer.is_commercial),
        is_gated=listing.is_gated,
        is_chat=found.is_chat or (task == "writing" and has_chat_template(folder)),
    )


def variants_of(listing: RepoListing, found: Inspection) -> tuple[Variant, ...]:
    """The precisions that are there."""
    there = (each for each in listing.variants if each.precision in found.precisions)
    return tuple(replace(each, files=()) for each in there)
