"""The translator's tokenizer: one BPE for all its languages, bytes for whatever it has never seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)

PAD, EOS, UNK = "<pad>", "</s>", "<unk>"
SPECIALS = [PAD, EOS, UNK]
SPACE = "\u2581"
# A word with the space before it (and what follows its apostrophe), a run of Han, one digit, one other sign.
PIECE = (rf"{SPACE}?[[\p{{L}}\p{{M}}]&&[^\p{{Han}}]]+(?:['’][[\p{{L}}]&&[^\p{{Han}}]]+)?"
         rf"|\p{{Han}}+|{SPACE}?\p{{N}}|{SPACE}?[^\p{{L}}\p{{M}}\p{{N}}{SPACE}]|{SPACE}")


def tag(language: str) -> str:
    """What the source begins with when it is to be translated into `language`."""
    return f">>{language}<<"


def tag_id(languages: Sequence[str], language: str) -> int:
    """Its token number: the tags follow the special tokens."""
    return len(SPECIALS) + languages.index(language)


def train_tokenizer(texts: Iterable[str], size: int, alphabet: int, languages: Sequence[str]) -> Tokenizer:
    """A `size`-entry tokenizer: special tokens and tags, 256 bytes, `alphabet` characters, the rest merges.

    No space is put before the first word, so that a Chinese word is one token wherever it stands.
    """
    tags = [tag(language) for language in languages]
    specials = SPECIALS + tags
    learner = Tokenizer(models.BPE(unk_token=UNK))
    learner.normalizer = normalizers.Replace(" ", SPACE)
    learner.pre_tokenizer = pre_tokenizers.Split(Regex(PIECE), "isolated")
    learner.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=size - 256, limit_alphabet=alphabet, special_tokens=specials, show_progress=False))
    learned = json.loads(learner.to_str())["model"]
    order = sorted(learned["vocab"], key=lambda token: int(learned["vocab"][token]))
    names = specials + [f"<0x{byte:02X}>" for byte in range(256)] + [token for token in order if token not in specials]
    tokenizer = Tokenizer(models.BPE(
        vocab={name: number for number, name in enumerate(names)},
        merges=[(left, right) for left, right in learned["merges"]],
        unk_token=UNK, byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", SPACE)
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(PIECE), "isolated")
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace(SPACE, " "), decoders.ByteFallback(), decoders.Fuse(),
        # Nothing is cut off the end: of a text without a single character that would be an error.
        decoders.Strip(" ", 1, 0)])
    # The tag eats the space after it: ">>zh<< Hello" and ">>zh<<Hello" are the same input.
    tokenizer.add_special_tokens([AddedToken(name, rstrip=name in tags, special=True, normalized=False)
                                  for name in specials])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"$A {EOS}", pair=f"$A $B {EOS}", special_tokens=[(EOS, SPECIALS.index(EOS))])
    return tokenizer


def write_tokenizer_config(folder: Path, max_length: int, languages: Sequence[str]) -> None:
    """The small file that transformers reads beside tokenizer.json."""
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": PAD, "eos_token": EOS, "unk_token": UNK,
              "additional_special_tokens": [tag(language) for language in languages], "model_max_length": max_length,
              "clean_up_tokenization_spaces": False, "padding_side": "right"}
    text = json.dumps(config, indent=2, ensure_ascii=False) + "\n"
    (folder / "tokenizer_config.json").write_text(text, encoding="utf-8")
