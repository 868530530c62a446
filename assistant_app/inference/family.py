"""What a model folder can do here, told from its small files and the inputs of its graphs.

The layout decides, not the name of the family: a language model of a kind that nobody has heard of
runs if its graph has the inputs that all the others have. What can't run is refused with the
family's name and the reason, before anything is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from assistant_app.errors import ModelFamilyUnknown, ModelMissing
from assistant_app.inference import refusals
from assistant_app.inference.directions import BY_TOKEN, directions_of
from assistant_app.inference.file_checks import check_graph
from assistant_app.inference.graph_files import Layout, split_name
from assistant_app.inference.graph_scan import GraphScan
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.tokenizer import FILE as TOKENIZER
from assistant_app.inference.tokenizer import has_tokenizer

Task = Literal["translation", "writing", "summaries", "sentences", "pictures"]

ENCODER_DECODER: tuple[Layout, ...] = (
    ("encoder_model", "decoder_model_merged"),
    ("encoder_model", "decoder_model", "decoder_with_past_model"),
)
DECODER: tuple[Layout, ...] = (
    ("model",),
    ("decoder_model_merged",),
    ("decoder_model", "decoder_with_past_model"),
)
_UNCACHED: tuple[Layout, ...] = (("decoder_model",),)
SINGLE: tuple[Layout, ...] = (("model",),)
ZERO_SHOT: tuple[Layout, ...] = (("text_model", "vision_model"), ("model",))

_TRANSLATORS = ("marian", "fsmt", *BY_TOKEN)
_VECTORS = ("last_hidden_state", "token_embeddings", "sentence_embedding", "hidden_states")
_POOLED = ("modules.json", "1_Pooling/config.json")
"""Files of sentence-transformers. The config.json beside them often names the model that the
encoder was before: one that fills gaps."""
_LANGUAGE_MODEL = ("ForCausalLM", "LMHeadModel")
_PAST = "past_key_values."


@dataclass(frozen=True)
class Profile:
    """What a folder holds. ``pairs`` empty and several ``languages`` of a translator: every one
    into every other. ``precisions`` are those whose graphs are all there."""

    task: Task
    also: tuple[Task, ...]
    family: str
    languages: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    precisions: tuple[str, ...]


def profile(path: Path, model_id: str) -> Profile:
    """Raises ``ModelFamilyUnknown`` for what can't be run, and what ``ModelFolder`` raises for
    what is broken."""
    if (path / "model_index.json").is_file():
        raise ModelFamilyUnknown(model_id, "diffusers", refusals.DIFFUSERS)
    return _Look(ModelFolder(path, model_id)).profile()


def foresee(path: Path, model_id: str, names: Sequence[str]) -> None:
    """Refuse what can't run by its config.json and the names of its files alone, before they are
    downloaded. Raises ``ModelFamilyUnknown``; whatever passes still has to be profiled."""
    bases = {split_name(Path(each).stem)[0] for each in names if each.endswith(".onnx")}
    is_pooled = any(name in names for name in _POOLED)
    _Look(ModelFolder(path, model_id)).foresee(bases, is_pooled)


class _Look:
    """One look at one folder."""

    def __init__(self, folder: ModelFolder) -> None:
        self._folder = folder
        self._files = folder.graph_files
        config = folder.config
        heads = config.get("architectures")
        self._heads = [str(name) for name in heads] if isinstance(heads, list) else []
        named = config.get("model_type") or config.get("architecture") or "".join(self._heads[:1])
        self._family = str(named or "unknown")

    def profile(self) -> Profile:
        bases = self._files.bases
        if not bases:
            self._refuse_without_graph()
        self._refuse_if(refusals.of_bases(bases))
        if "encoder_model" in bases:
            return self._encoder_decoder()
        if {"text_model", "vision_model"} <= bases:
            return self._told("pictures", ZERO_SHOT)
        return self._single()

    def foresee(self, bases: set[str], is_pooled: bool) -> None:
        self._refuse_if(refusals.of_bases(bases))
        if bases == {"model"} and not (is_pooled or self._is_language_model):
            self._refuse_if(refusals.of_heads(self._heads))

    def _encoder_decoder(self) -> Profile:
        encoder = self._scan((("encoder_model",),))
        self._refuse_if(refusals.of_inputs(encoder.inputs))
        if "pixel_values" in encoder.inputs:
            self._refuse("it describes pictures in words, and Deskhand only labels them")
        if "decoder_model" in self._files.bases and not self._files.precisions(ENCODER_DECODER):
            decoder = self._scan((("decoder_model",),))
            if not any("present" in name for name in decoder.outputs):
                self._refuse(
                    "its decoder keeps no cache; export it with the task "
                    "text2text-generation-with-past"
                )
        # Both halves, or the name of the one that is missing.
        self._folder.graphs(*ENCODER_DECODER)
        directions = directions_of(self._folder)
        tasks = self._text_tasks(bool(directions.pairs))
        if "translation" not in tasks:
            return self._told(tasks, ENCODER_DECODER)
        found = self._told(tasks, ENCODER_DECODER)
        return Profile(
            found.task,
            found.also,
            found.family,
            directions.languages,
            directions.pairs,
            found.precisions,
        )

    def _text_tasks(self, has_pairs: bool) -> tuple[Task, ...]:
        if self._family in _TRANSLATORS or self._folder.about.get("task") == "translation":
            return ("translation",)
        tasks = self._folder.config.get("task_specific_params")
        sums_up = isinstance(tasks, dict) and any("summarization" in name for name in tasks)
        if has_pairs:
            return ("translation", "summaries") if sums_up else ("translation",)
        return ("summaries",)

    def _single(self) -> Profile:
        is_pair = "decoder_with_past_model" in self._files.bases
        layouts = DECODER[2:] if is_pair and "model" not in self._files.bases else DECODER[:2]
        if not self._files.precisions(layouts) and "decoder_model" in self._files.bases:
            layouts = _UNCACHED
        scan = self._scan(layouts)
        self._refuse_if(refusals.of_inputs(scan.inputs))
        inputs = set(scan.inputs)
        if {"input_ids", "encoder_hidden_states"} <= inputs:
            self._folder.graphs(*ENCODER_DECODER)  # names the half that is missing
        if "input_ids" not in inputs:
            return self._pictures(scan)
        if "pixel_values" in inputs:
            return self._told("pictures", SINGLE)
        if is_pair or any(name.startswith(_PAST) for name in inputs):
            if "logits" not in scan.outputs:
                self._refuse("its graph gives no logits")
            return self._told("writing", DECODER)
        gives_vectors = any(name in _VECTORS for name in scan.outputs)
        if layouts == _UNCACHED or (self._is_language_model and not gives_vectors):
            self._refuse(refusals.of_no_cache(scan, self._family))
        # What the graph gives counts before what the checkpoint once was.
        if "logits" in scan.outputs or not gives_vectors:
            self._refuse_if(refusals.of_heads(self._heads))
        if not gives_vectors:
            self._refuse(refusals.of_outputs(scan.outputs))
        return self._told("sentences", SINGLE)

    def _pictures(self, scan: GraphScan) -> Profile:
        if "inputs_embeds" in scan.inputs:
            self._refuse("it reads text and pictures together, by graphs of several parts")
        self._refuse_if(refusals.of_heads(self._heads))
        self._refuse_if(refusals.of_pictures(scan))
        return self._told("pictures", SINGLE)

    @property
    def _is_language_model(self) -> bool:
        return any(head.endswith(_LANGUAGE_MODEL) for head in self._heads)

    def _tokenizer_file(self) -> str:
        return has_tokenizer(self._folder.path, self._folder.model_id)

    def _refuse_without_graph(self) -> NoReturn:
        weights = [
            path.name
            for pattern in ("*.safetensors", "*.bin", "*.gguf", "*.h5", "*.tflite", "*.pt")
            for path in sorted(self._folder.path.glob(pattern))
        ]
        if weights:
            self._refuse(f"it holds {weights[0]} but no ONNX graph; Optimum can make one of it")
        raise ModelMissing(self._folder.model_id, "onnx/model.onnx")

    def _refuse_if(self, reason: str | None) -> None:
        if reason is not None:
            self._refuse(reason)

    def _refuse(self, reason: str) -> NoReturn:
        raise ModelFamilyUnknown(self._folder.model_id, self._family, reason)

    def _scan(self, layouts: Sequence[Layout]) -> GraphScan:
        """Of the graph that reads the person's input: the first of the layout."""
        path = next(iter(self._folder.graphs(*layouts).values()))
        return check_graph(path, self._folder.model_id)

    def _told(self, tasks: Task | tuple[Task, ...], layouts: Sequence[Layout]) -> Profile:
        tasks = (tasks,) if isinstance(tasks, str) else tasks
        needs_tokenizer = tasks[0] != "pictures" or layouts is ZERO_SHOT
        if needs_tokenizer and self._tokenizer_file() == TOKENIZER:
            self._folder.read_json(TOKENIZER)
        languages = self._folder.about.get("languages")
        return Profile(
            tasks[0],
            tasks[1:],
            self._family,
            tuple(map(str, languages)) if isinstance(languages, list) else (),
            (),
            self._files.precisions(layouts),
        )
