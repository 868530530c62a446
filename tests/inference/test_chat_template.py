"""Chat templates: what they write, and what they must not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tiny_models

from assistant_app.errors import ModelUnfit, TextEmpty
from assistant_app.inference.chat_template import ChatTemplate
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.writer import Writer

CHATML = (
    "{%- for message in messages %}\n"
    "    {{- '<|im_start|>' + message['role'] + '\\n' }}\n"
    "    {{- message['content'] + '<|im_end|>' + '\\n' }}\n"
    "{%- endfor %}\n"
    "{%- if add_generation_prompt %}\n    {{- '<|im_start|>assistant\\n' }}\n{%- endif %}\n"
)
GEMMA = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}"
    "{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}{{ '<' + message.role + '>' + message.content }}{% endfor %}"
)
TALK = [("system", "Be brief."), ("user", "Hi")]


def folder_with(path: Path, settings: object) -> ModelFolder:
    path.mkdir(exist_ok=True)
    (path / "config.json").write_text("{}")
    (path / "tokenizer_config.json").write_text(json.dumps(settings))
    return ModelFolder(path, "talker")


def rendered(source: str) -> str:
    return ChatTemplate(source, "talker", {"bos_token": "<s>"}).render(TALK)


def test_a_conversation_is_written_as_the_template_says() -> None:
    assert rendered(CHATML) == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_a_template_without_rules_gets_them_in_the_first_question() -> None:
    assert rendered(GEMMA) == "<s><user>Be brief.\n\nHi"


def test_the_functions_that_transformers_offers_are_there() -> None:
    source = (
        "{% for m in messages %}{% if loop.first %}{% continue %}{% endif %}"
        "{% generation %}{{ m | tojson }}{% endgeneration %}{% endfor %}"
        "{{ strftime_now('%Y') | length }}{{ tools is none }}{{ enable_thinking }}"
    )

    assert rendered(source) == '{"role": "user", "content": "Hi"}4TrueFalse'


def test_json_is_written_as_a_template_asks() -> None:
    source = "{{ messages[-1] | tojson(separators=(',', ':'), sort_keys=true) }}"

    assert rendered(source) == '{"content":"Hi","role":"user"}'


@pytest.mark.parametrize("place", ["settings", "list", "jinja", "json"])
def test_every_place_of_a_template_is_looked_at(tmp_path: Path, place: str) -> None:
    settings: dict[str, object] = {"bos_token": {"content": "<s>"}, "eos_token": None}
    if place == "settings":
        settings["chat_template"] = "{{ bos_token }}here"
    if place == "list":
        named = [("rag", "no"), ("default", "{{ bos_token }}here")]
        settings["chat_template"] = [{"name": n, "template": t} for n, t in named]
    folder = folder_with(tmp_path, settings)
    if place == "jinja":
        (tmp_path / "chat_template.jinja").write_text("{{ bos_token }}here")
    if place == "json":
        content = json.dumps({"chat_template": "{{ bos_token }}here"})
        (tmp_path / "chat_template.json").write_text(content)

    found = ChatTemplate.find(folder)

    assert found is not None
    assert found.render(TALK) == "<s>here"


def test_most_models_have_none(tmp_path: Path) -> None:
    assert ChatTemplate.find(folder_with(tmp_path, {"bos_token": "<s>"})) is None


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ messages.__class__.__init__.__globals__ }}",
        "{{ raise_exception.__globals__['json'] }}",
        "{{ (raise_exception | attr('__globals__'))['json'].loads('1') }}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{{ '{0.__class__.__mro__}'.format(messages) }}",
        "{{ messages.append(1) }}",
        "{{ messages[0].update({'role': 'user'}) }}",
        "{{ 'a' * 10 ** 10 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for i in range(999999999) %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.system('true') }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
    ],
)
def test_a_template_that_reaches_out_of_its_sandbox_is_refused(source: str) -> None:
    with pytest.raises(ModelUnfit) as raised:
        rendered(source)

    assert "chat template" in raised.value.reason


@pytest.mark.parametrize(
    "source",
    [
        "{% if %}",
        "{{ 1 / 0 }}",
        "{{ nothing.at.all }}",
        "{{ 1 + 'a' }}",
        "{{ 5 | dictsort }}",
        "{{ cycler() }}",
        "{{ messages[0]['content'][0]['text'] }}",
    ],
)
def test_a_template_with_a_mistake_is_refused(source: str) -> None:
    with pytest.raises(ModelUnfit) as raised:
        rendered(source)

    assert raised.value.model_id == "talker"


def writer_with(folder: Path, template: str, context: int = 64) -> Writer:
    tiny_models.make_writer(folder, context=context)
    settings = {"chat_template": template, "eos_token": "<unk>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).writer("tiny")


def test_a_writer_with_a_template_answers(tmp_path: Path) -> None:
    writer = writer_with(tmp_path, "{% for m in messages %}{{ m.content }}{% endfor %}")

    assert writer.is_chat
    assert "".join(writer.stream_chat([("user", "x4")], GenerationOptions(3))) == "567"
    assert writer.n_tokens == 3


def test_a_long_conversation_forgets_what_is_oldest(tmp_path: Path) -> None:
    writer = writer_with(tmp_path, "{% for m in messages %}{{ m.content }}{% endfor %}4")
    messages = [("system", "rules"), ("user", "a" * 200), ("assistant", "b"), ("user", "c")]

    assert writer._chat_ids(list(messages), 40) == writer._tokenizer.encode("rulesbc4")
    ids = writer._chat_ids([("system", "rules"), ("user", "ab" * 200)], 40)
    assert len(ids) <= 40
    text = writer._tokenizer.decode(ids)
    assert text.startswith("rulesabab")
    assert text.endswith("4")


def test_a_template_larger_than_the_context_is_told(tmp_path: Path) -> None:
    writer = writer_with(tmp_path, "x" * 500 + "{{ messages[0].content }}")

    with pytest.raises(ModelUnfit):
        list(writer.stream_chat([("user", "hello")], GenerationOptions(3)))


def test_nothing_to_answer(tmp_path: Path) -> None:
    writer = writer_with(tmp_path, CHATML)

    with pytest.raises(TextEmpty):
        list(writer.stream_chat([("user", "  ")], GenerationOptions(3)))


def test_a_writer_without_a_template_only_continues(tmp_path: Path) -> None:
    folder = tiny_models.make_writer(tmp_path)
    writer = Engine(DeviceRequest("cpu"), 1, lambda _: folder).writer("tiny")

    assert not writer.is_chat
    with pytest.raises(ModelUnfit):
        writer.stream_chat([("user", "hello")])
