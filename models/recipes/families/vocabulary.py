"""Tokenizers whose text and ids are the same thing: the word `w17` is token 17."""

from __future__ import annotations

from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors

SIZE = 96
FIRST_WORD = 12


def write_tokenizer(folder: Path, specials: dict[str, int], template: str) -> None:
    """`specials` by their ids, all below FIRST_WORD; `template` puts them around a text, such as `$A </s>`."""
    vocab = {f"w{i}": i for i in range(SIZE)}
    for word, number in specials.items():
        del vocab[f"w{number}"]
        vocab[word] = number
    tokenizer = Tokenizer(models.WordLevel(vocab, unk_token=next(iter(specials))))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.decoder = decoders.Fuse()
    tokenizer.add_special_tokens([AddedToken(word, special=True) for word in specials])
    if template:
        tokenizer.post_processor = processors.TemplateProcessing(single=template, special_tokens=list(specials.items()))
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
