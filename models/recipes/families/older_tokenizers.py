"""Folders as Optimum leaves them beside a graph: a tokenizer in its old files, without tokenizer.json."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import sentencepiece
import transformers
from tokenizers import BertWordPieceTokenizer, ByteLevelBPETokenizer

TEXTS = ("Hello, how are you today?", "The quick brown fox  jumps over 12 lazy dogs.", "你好，世界！今天天气很好。", "Ångström café 👋", "")
LINES = [
    "Hello, how are you today? I am fine, thank you very much.",
    "The quick brown fox jumps over the lazy dog, and then over it again.",
    "Machine translation turns a text of one language into another one.",
    "今天天气很好，我们一起去公园散步吧。", "你好，世界！谢谢你的帮助。", "这个句子是中文的，那个句子是英文的。",
    "In 12 days there will be 34 meetings, 5 of them online.",
] * 8


def pieces(folder: Path, name: str, kind: str, size: int, **options: Any) -> None:
    """A SentencePiece model of `kind` bpe or unigram."""
    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES), model_writer=made, vocab_size=size, model_type=kind, character_coverage=1.0,
        hard_vocab_limit=False, num_threads=1, minloglevel=2, **options)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(made.getvalue())


def listed(path: Path) -> list[str]:
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(i) for i in range(model.get_piece_size())]


def marian(folder: Path) -> Any:
    pieces(folder, "source.spm", "unigram", 160)
    pieces(folder, "target.spm", "unigram", 150)
    known = {p: None for name in ("source.spm", "target.spm") for p in listed(folder / name)[3:]}
    names = ["</s>", "<unk>", *known, ">>cmn_Hans<<", ">>fra<<", "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({name: i for i, name in enumerate(names)}))
    return transformers.MarianTokenizer(
        source_spm=str(folder / "source.spm"), target_spm=str(folder / "target.spm"), vocab=str(folder / "vocab.json"),
        source_lang="eng", target_lang="zho")


def m2m100(folder: Path) -> Any:
    pieces(folder, "sentencepiece.bpe.model", "bpe", 200)
    names = ["<s>", "<pad>", "</s>", "<unk>", *listed(folder / "sentencepiece.bpe.model")[3:]]
    (folder / "vocab.json").write_text(json.dumps({name: i for i, name in enumerate(names)}))
    return transformers.M2M100Tokenizer(vocab_file=str(folder / "vocab.json"), spm_file=str(folder / "sentencepiece.bpe.model"),
                                        src_lang="en", tgt_lang="zh")


def nllb(folder: Path) -> Any:
    pieces(folder, "sentencepiece.bpe.model", "bpe", 200)
    return transformers.NllbTokenizer(str(folder / "sentencepiece.bpe.model"), src_lang="eng_Latn", tgt_lang="zho_Hans")


def mbart(folder: Path) -> Any:
    pieces(folder, "sentencepiece.bpe.model", "unigram", 170)
    return transformers.MBart50Tokenizer(str(folder / "sentencepiece.bpe.model"), src_lang="en_XX", tgt_lang="zh_CN")


def xlm_roberta(folder: Path) -> Any:
    pieces(folder, "sentencepiece.bpe.model", "unigram", 170)
    return transformers.XLMRobertaTokenizer(str(folder / "sentencepiece.bpe.model"))


def t5(folder: Path) -> Any:
    pieces(folder, "spiece.model", "unigram", 170, pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    return transformers.T5Tokenizer(str(folder / "spiece.model"), legacy=False)


def llama(folder: Path) -> Any:
    pieces(folder, "tokenizer.model", "bpe", 420, byte_fallback=True, split_digits=True,
           normalization_rule_name="identity", remove_extra_whitespaces=False)
    return transformers.LlamaTokenizer(str(folder / "tokenizer.model"), legacy=False)


def _byte_level(folder: Path) -> tuple[str, str]:
    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(LINES, vocab_size=330, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>", "<|endoftext|>"],
                                  show_progress=False)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save_model(str(folder))
    return str(folder / "vocab.json"), str(folder / "merges.txt")


def gpt2(folder: Path) -> Any:
    return transformers.GPT2Tokenizer(*_byte_level(folder))


def bart(folder: Path) -> Any:
    return transformers.BartTokenizer(*_byte_level(folder))


def bert(folder: Path) -> Any:
    tokenizer = BertWordPieceTokenizer(lowercase=True)
    tokenizer.train_from_iterator(LINES, vocab_size=200, show_progress=False)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save_model(str(folder))
    return transformers.BertTokenizer(str(folder / "vocab.txt"))


KINDS = {"marian": marian, "m2m_100": m2m100, "nllb": nllb, "mbart": mbart, "xlm-roberta": xlm_roberta, "t5": t5,
         "llama": llama, "gpt2": gpt2, "bart": bart, "bert": bert}
MODEL_TYPES = {"nllb": "m2m_100"}


def write_all(root: Path) -> list[Path]:
    """One folder per kind, with what transformers' own slow tokenizer makes of TEXTS."""
    folders = []
    for name, make in KINDS.items():
        folder, work = root / f"tokenizer-{name}", root / f"tokenizer-{name}-work"
        for each in (folder, work):
            shutil.rmtree(each, ignore_errors=True)
        tokenizer = make(work)
        tokenizer.save_pretrained(folder)
        (folder / "tokenizer.json").unlink(missing_ok=True)
        (folder / "config.json").write_text(json.dumps({"model_type": MODEL_TYPES.get(name, name)}))
        rows = [tokenizer(text)["input_ids"] for text in TEXTS]
        bare = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in TEXTS]
        said = [tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False) for ids in bare]
        (folder / "expected.json").write_text(json.dumps({"texts": TEXTS, "ids": rows, "bare": bare, "said": said}))
        folders.append(folder)
    return folders
