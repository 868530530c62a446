"""What a repository of a model hub holds for us, told from its list of files alone.

Names as Optimum and transformers.js write them: graphs ``<base><suffix>.onnx`` in ``onnx/`` or at
the top, their weights beside them in ``….onnx_data``, ``….onnx_data_1``, ``….onnx.data``; the small
files at the top. Pickles, Python and weights of other programs are never taken.
Source: transformers.js 4.2.0, src/utils/dtypes.js, src/utils/model_registry/get_model_files.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from assistant_app.catalog.kinds import SUFFIXES
from assistant_app.catalog.names import is_inside
from assistant_app.catalog.spec import FileSpec, ModelTask, Variant
from assistant_app.errors import RepoUnfit

ORDER = ("q8", "int8", "uint8", "q4", "fp32", "q4f16", "fp16", "bnb4")
"""The precision that is proposed first: what runs everywhere, small before large."""

_LAYOUTS = (
    ("encoder_model", "decoder_model_merged"),
    ("encoder_model", "decoder_model", "decoder_with_past_model"),
    ("model",),
    ("decoder_model_merged",),
    ("decoder_model", "decoder_with_past_model"),
)
"""Graphs that make a model together, the best layout first."""
_HALVES = ("text_model", "vision_model")
"""Of CLIP: kept apart, texts need not be read again for each picture."""
_HALVED = {"clip", "siglip", "chinese_clip"}

_SMALL = re.compile(
    r"""(config|generation_config|preprocessor_config|processor_config|tokenizer|tokenizer_config
    |special_tokens_map|added_tokens|vocab|quantize_config|quant_config|modules
    |sentence_bert_config|config_sentence_transformers|chat_template|labels|id2label)\.json
    |vocab\.txt|merges\.txt|labels\.txt|chat_template\.jinja
    |(source|target|spiece|sentencepiece\.bpe|sentencepiece|tokenizer)\.(spm|model)
    |1_Pooling/config\.json|(licen[cs]e|notice|copying)(\.(md|txt))?""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST_SMALL_BYTES = 100_000_000
_PARTS = re.compile(r"(?P<place>onnx/)?(?P<stem>[A-Za-z0-9][\w.-]*?)\.onnx")
_DATA = re.compile(r"(?P<graph>.+\.onnx)(?:_data(?:_\d+)?|\.data)")

_TASKS: Mapping[str, ModelTask] = {
    "translation": "translation",
    "summarization": "summaries",
    "text-generation": "writing",
    "image-classification": "pictures",
    "zero-shot-image-classification": "pictures",
    "feature-extraction": "sentences",
    "sentence-similarity": "sentences",
}
_TASKS_OF_FAMILY: Mapping[str, ModelTask] = {
    "marian": "translation", "m2m_100": "translation", "mbart": "translation",
    "bart": "summaries", "t5": "summaries", "mt5": "summaries", "pegasus": "summaries",
    "gpt2": "writing", "llama": "writing", "qwen2": "writing", "qwen3": "writing",
    "gemma": "writing", "gemma2": "writing", "gemma3_text": "writing", "phi": "writing",
    "phi3": "writing", "mistral": "writing", "smollm3": "writing",
    "bert": "sentences", "roberta": "sentences", "xlm-roberta": "sentences", "mpnet": "sentences",
    "clip": "pictures", "vit": "pictures", "mobilevit": "pictures", "resnet": "pictures",
    "convnext": "pictures", "swin": "pictures", "efficientnet": "pictures",
    "mobilenet_v1": "pictures", "mobilenet_v2": "pictures", "timm_wrapper": "pictures",
}  # fmt: skip


@dataclass(frozen=True)
class HubFile(FileSpec):
    """A file as the hub announces it: a large one by its SHA-256, a small one by its ``blob_id``,
    the SHA-1 that Git has for it. Either may be empty."""

    blob_id: str = ""

    @property
    def digest(self) -> str:
        """By which its content is known, or empty."""
        return self.sha256 or self.blob_id


@dataclass(frozen=True)
class RepoListing:
    """``revision`` is the commit that was found; ``family`` config.json's ``model_type`` if the
    hub tells it; ``variants`` begin with the one that is proposed. ``graphs`` are all that are
    there, also those that belong to no variant: their names tell what kind of model it is."""

    repo_id: str
    revision: str
    licence: str
    is_gated: bool
    task: ModelTask | None
    variants: tuple[Variant, ...]
    small_files: tuple[FileSpec, ...]
    family: str = ""
    graphs: tuple[str, ...] = ()

    @property
    def is_commercial(self) -> bool:
        """Whether the licence does not forbid commercial use, as far as its name tells."""
        return not re.search(r"(^|[-_ ])nc([-_ ]|$)|non-?commercial", self.licence.lower())

    def variant(self, precision: str | None) -> Variant:
        """The one asked for, or the first. Raises ``RepoUnfit``."""
        for variant in self.variants:
            if precision in (None, variant.precision):
                return variant
        there = ", ".join(variant.precision for variant in self.variants)
        raise RepoUnfit(self.repo_id, f"it has no {precision} files, only {there}")


def listed(
    repo_id: str,
    revision: str,
    files: Sequence[HubFile],
    licence: str = "",
    is_gated: bool = False,
    family: str = "",
    pipeline_tag: str = "",
) -> RepoListing:
    """What can be installed of ``files``. Raises ``RepoUnfit`` if nothing can."""
    files = [file for file in files if is_inside(file.path)]
    variants = _variants(files, family)
    if not variants:
        raise RepoUnfit(repo_id, _why_not({file.path for file in files}))
    small = tuple(file for file in files if is_small(file))
    if not any(file.path == "config.json" for file in small):
        raise RepoUnfit(repo_id, "it has no config.json, which says what kind of model it is")
    task = _TASKS.get(pipeline_tag) or _TASKS_OF_FAMILY.get(family)
    graphs = tuple(file.path for file in files if _PARTS.fullmatch(file.path))
    return RepoListing(repo_id, revision, licence, is_gated, task, variants, small, family, graphs)


def is_wanted(path: str) -> bool:
    """Whether a file of this name could be part of a model."""
    graph = _DATA.fullmatch(path)
    return bool(_SMALL.fullmatch(path) or _PARTS.fullmatch(graph["graph"] if graph else path))


def is_small(file: FileSpec) -> bool:
    """Whether it comes with every precision."""
    return bool(_SMALL.fullmatch(file.path)) and file.size_bytes <= _MOST_SMALL_BYTES


def repo_of(text: str) -> tuple[str, str]:
    """(repo id, revision or empty) of what a person typed or pasted: ``owner/name``, or the
    address of its page at any hub, such as ``https://huggingface.co/owner/name/tree/main``."""
    text = text.strip()
    parts = urlsplit(text) if "://" in text else None
    if parts is None:
        return text.strip("/"), ""
    names = [unquote(each) for each in parts.path.split("/") if each]
    is_at_revision = len(names) > 3 and names[2] in ("tree", "blob", "resolve", "commit")
    return "/".join(names[:2]), names[3] if is_at_revision else ""


def memory_need(size_bytes: int) -> int:
    """About what it takes to run graphs of this size: the weights, what the runtime makes of
    them, and the work of one request."""
    return round(size_bytes * 1.3) + 150_000_000


def _variants(files: Sequence[HubFile], family: str) -> tuple[Variant, ...]:
    graphs: dict[tuple[str, str], dict[str, HubFile]] = {}
    for file in files:
        found = _PARTS.fullmatch(file.path)
        if found is not None:
            base, precision = _split(found["stem"])
            graphs.setdefault((found["place"] or "", precision), {})[base] = file
    layouts = (_HALVES, *_LAYOUTS) if family in _HALVED else _LAYOUTS
    variants: dict[str, Variant] = {}
    for place in ("onnx/", ""):
        for precision in ORDER:
            there = graphs.get((place, precision), {})
            layout = next((each for each in layouts if set(each) <= set(there)), None)
            if layout is not None and precision not in variants:
                chosen = _with_data([there[base] for base in layout], files)
                variants[precision] = _variant(precision, chosen)
    if not variants:
        return _only_one(files)
    return tuple(variants[precision] for precision in ORDER if precision in variants)


def _only_one(files: Sequence[HubFile]) -> tuple[Variant, ...]:
    """A single graph with a name of its own, such as mobilenet.onnx, can only be the model."""
    graphs = [file for file in files if _PARTS.fullmatch(file.path)]
    if len(graphs) != 1 or graphs[0].path.split("/")[-1].startswith(("encoder", "decoder")):
        return ()
    chosen = _with_data(graphs, files)
    _base, precision = _split(graphs[0].path.removesuffix(".onnx"))
    return (_variant(precision, chosen),)


def _variant(precision: str, files: tuple[HubFile, ...]) -> Variant:
    size_bytes = sum(file.size_bytes for file in files)
    return Variant(precision, files, size_bytes, memory_need(size_bytes))


def _split(stem: str) -> tuple[str, str]:
    for precision, suffix in sorted(SUFFIXES.items(), key=lambda each: -len(each[1])):
        if suffix and stem.endswith(suffix):
            return stem.removesuffix(suffix), precision
    return stem, "fp32"


def _with_data(graphs: Sequence[HubFile], files: Iterable[HubFile]) -> tuple[HubFile, ...]:
    names = {graph.path for graph in graphs}
    data = [f for f in files if (found := _DATA.fullmatch(f.path)) and found["graph"] in names]
    return (*graphs, *data)


def _why_not(paths: set[str]) -> str:
    if any(path.endswith(".onnx") for path in paths):
        return "its ONNX files have names that tell nothing of how they belong together"
    if any(path.endswith(".gguf") for path in paths):
        return "it has GGUF files, and Deskhand runs ONNX files; look for an ONNX version of it"
    return "it has no ONNX files; look for a version of it with “ONNX” in its name or tags"
