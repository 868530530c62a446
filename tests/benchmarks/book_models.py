"""The translator that ships, for CTranslate2, in the peers' environment (peers-requirements.txt).

    python tests/benchmarks/book_models.py WORK

Its 8-bit graphs are turned back to the weights they stand for (models/recipes/translator/begin.py),
saved as transformers has them, and converted by CTranslate2's own converter to its int8. Marian's
decoder begins with a vector of zeros there; ours begins with the embedding of its first token, so
that is kept.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "deskhand-translate-en-zh"
sys.path.insert(0, str(ROOT / "models" / "recipes"))


def convert(work: Path) -> None:
    from ctranslate2.converters import transformers as converters
    from transformers import GenerationConfig, MarianConfig, MarianMTModel
    from translator.begin import shipped_weights

    class Loader(converters.MarianMTLoader):  # type: ignore[misc]
        def set_config(self, config: Any, model: Any, tokenizer: Any) -> None:
            converters.BartLoader.set_config(self, config, model, tokenizer)
            config.bos_token = tokenizer.eos_token

        def set_decoder(self, spec: Any, decoder: Any) -> None:
            converters.BartLoader.set_decoder(self, spec, decoder)

        def get_vocabulary(self, model: Any, tokenizer: Any) -> Any:
            return converters.BartLoader.get_vocabulary(self, model, tokenizer)

        def _remove_pad_weights(self, spec: Any) -> None:
            pass

    plain = work / "book-hf"
    model = MarianMTModel(MarianConfig.from_pretrained(MODEL)).eval()
    model.load_state_dict(shipped_weights(MODEL))
    model.generation_config = GenerationConfig.from_pretrained(MODEL)
    model.save_pretrained(plain)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(MODEL / name, plain)
    converters._MODEL_LOADERS["MarianConfig"] = Loader()
    converters.TransformersConverter(str(plain)).convert(
        str(work / "book-ct2"), quantization="int8", force=True
    )


def main(work: Path) -> None:
    graphs = sorted((MODEL / "onnx").iterdir())
    now = hashlib.sha256(b"".join(path.read_bytes() for path in graphs)).hexdigest()
    done = work / "book-ct2.done"
    if done.is_file() and done.read_text() == now:
        return
    work.mkdir(parents=True, exist_ok=True)
    convert(work)
    done.write_text(now)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
