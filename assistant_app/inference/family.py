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
from assistant_app.inference.directions import BY_TOKEN, directions_of
from assistant_app.inference.file_checks import check_graph
from assistant_app.inference.graph_files import Layout, split_name
from assistant_app.inference.graph_scan import GraphScan
from assistant_app.inference.model_folder import ModelFolder
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
_PAST = "past_key_values."
_SOUND = ("input_features", "input_values", "audio_values")
_BASE_REASONS = {
    "unet": "it makes pictures from text, and Deskhand only labels them",
    "vae_decoder": "it makes pictures from text, and Deskhand only labels them",
    "transformer": "it makes pictures from text, and Deskhand only labels them",
    "embed_tokens": "it reads text and pictures together, by graphs of several parts",
    "vision_encoder": "it reads text and pictures together, by graphs of several parts",
    "audio_encoder": "it listens to sound",
    "prompt_encoder_mask_decoder": "it cuts pictures into parts",
}
_HEADS = {
    "ForMaskedLM": "it fills gaps in a text",
    "ForSequenceClassification": "it sorts texts into classes",
    "ForTokenClassification": "it marks words in a text",
    "ForQuestionAnswering": "it finds answers in a text",
    "ForMultipleChoice": "it chooses among answers",
    "ForObjectDetection": "it finds objects in pictures",
    "ForSemanticSegmentation": "it cuts pictures into parts",
    "ForDepthEstimation": "it measures depth in pictures",
}


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
        raise ModelFamilyUnknown(model_id, "diffusers", _BASE_REASONS["unet"])
    return _Look(ModelFolder(path, model_id)).profile()


def foresee(path: Path, model_id: str, graphs: Sequence[str]) -> None:
    """Refuse what can't run by its config.json and the names of its graphs alone, before they are
    downloaded. Raises ``ModelFamilyUnknown``; whatever passes still has to be profiled."""
    _Look(ModelFolder(path, model_id)).foresee({split_name(Path(each).stem)[0] for each in graphs})


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
        for base, reason in _BASE_REASONS.items():
            if base in bases:
                self._refuse(reason)
        if "encoder_model" in bases:
            return self._encoder_decoder()
        if {"text_model", "vision_model"} <= bases:
            return self._told("pictures", ZERO_SHOT)
        return self._single()

    def foresee(self, bases: set[str]) -> None:
        for base, reason in _BASE_REASONS.items():
            if base in bases:
                self._refuse(reason)
        if bases == {"model"} and not any(head.endswith("ForCausalLM") for head in self._heads):
            self._refuse_head()

    def _encoder_decoder(self) -> Profile:
        encoder = self._scan((("encoder_model",),))
        self._check_inputs(encoder)
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
        self._check_inputs(scan)
        inputs = set(scan.inputs)
        if "input_ids" not in inputs:
            return self._pictures(scan)
        if "pixel_values" in inputs:
            return self._told("pictures", SINGLE)
        if is_pair or any(name.startswith(_PAST) for name in inputs):
            if "logits" not in scan.outputs:
                self._refuse("its graph gives no logits")
            return self._told("writing", DECODER)
        if any(name.endswith("ForCausalLM") for name in self._heads) or layouts == _UNCACHED:
            self._refuse(
                "its graph keeps no cache; export it with the task text-generation-with-past"
            )
        self._refuse_head()
        if not any(name in _VECTORS for name in scan.outputs):
            self._refuse("its graph gives " + ", ".join(scan.outputs))
        return self._told("sentences", SINGLE)

    def _pictures(self, scan: GraphScan) -> Profile:
        if "inputs_embeds" in scan.inputs:
            self._refuse("it reads text and pictures together, by graphs of several parts")
        self._refuse_head()
        return self._told("pictures", SINGLE)

    def _check_inputs(self, scan: GraphScan) -> None:
        for name in scan.inputs:
            if name in _SOUND:
                self._refuse("it listens to sound")
            if name.startswith(("past_", "cache_")) and not name.startswith(_PAST):
                kind = name.partition(".")[0]
                self._refuse(f"its memory is of a kind of its own ({kind})")

    def _refuse_head(self) -> None:
        for head in self._heads:
            for ending, reason in _HEADS.items():
                if head.endswith(ending):
                    self._refuse(f"{reason}, which no part of Deskhand asks for")

    def _refuse_without_graph(self) -> NoReturn:
        weights = [
            path.name
            for pattern in ("*.safetensors", "*.bin", "*.gguf", "*.h5", "*.tflite", "*.pt")
            for path in sorted(self._folder.path.glob(pattern))
        ]
        if weights:
            self._refuse(f"it holds {weights[0]} but no ONNX graph; Optimum can make one of it")
        raise ModelMissing(self._folder.model_id, "onnx/model.onnx")

    def _refuse(self, reason: str) -> NoReturn:
        raise ModelFamilyUnknown(self._folder.model_id, self._family, reason)

    def _scan(self, layouts: Sequence[Layout]) -> GraphScan:
        """Of the graph that reads the person's input: the first of the layout."""
        path = next(iter(self._folder.graphs(*layouts).values()))
        return check_graph(path, self._folder.model_id)

    def _told(self, tasks: Task | tuple[Task, ...], layouts: Sequence[Layout]) -> Profile:
        tasks = (tasks,) if isinstance(tasks, str) else tasks
        if tasks[0] != "pictures" or layouts is ZERO_SHOT:
            has_tokenizer(self._folder.path, self._folder.model_id)
        languages = self._folder.about.get("languages")
        return Profile(
            tasks[0],
            tasks[1:],
            self._family,
            tuple(map(str, languages)) if isinstance(languages, list) else (),
            (),
            self._files.precisions(layouts),
        )
