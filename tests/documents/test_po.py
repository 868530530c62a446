"""gettext files: what has no translation gets one, marked fuzzy; all else stays to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from block_files import as_text, backwards, loud, opened, rewritten, same, saved, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant_app.documents.blocks import LeftAlone, Run
from assistant_app.documents.po_entries import entries_of, quoted, unquoted
from assistant_app.errors import DocumentBroken

PO = r"""# Translations for the app.
msgid ""
msgstr ""
"Project-Id-Version: app 1\n"
"Language: \n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: main.c:10
msgid "Open"
msgstr "Öffnen"

#. Shown at the start.
#: main.c:12
#, c-format
msgctxt "menu"
msgid "Copied %s to <b>%(name)s</b>\n"
msgstr ""

msgid ""
"One line\n"
"and \"another\""
msgstr ""

#, fuzzy
msgid "Save"
msgstr "Sichern"

#, python-brace-format
#| msgid "old"
msgid "{n} file"
msgid_plural "{n} files"
msgstr[0] ""
msgstr[1] ""

msgid "%d"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Weg"
"""


def test_only_messages_without_a_translation_are_blocks(tmp_path: Path) -> None:
    document = opened(tmp_path, "de.po", PO)
    assert texts(document) == [
        "Copied %s to %(name)s", 'One line\nand "another"', "{n} file", "{n} files",
    ]  # fmt: skip
    assert document.left_alone == (
        LeftAlone("messages that have a translation", 1),
        LeftAlone("messages marked fuzzy", 1),
    )
    assert document.blocks[0].runs[1] == Run("%s", 1, is_fixed=True)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_same_words_change_no_byte(tmp_path: Path, newline: str) -> None:
    data = PO.replace("\n", newline).encode()
    assert saved(opened(tmp_path, "de.po", data), same) == data


def test_translations_are_fuzzy_and_nothing_else_changes(tmp_path: Path) -> None:
    new = rewritten(opened(tmp_path, "de.po", PO), loud)
    assert new == (
        PO.replace("#, c-format", "#, fuzzy, c-format")
        .replace(
            '%(name)s</b>\\n"\nmsgstr ""',
            '%(name)s</b>\\n"\nmsgstr "COPIED %s TO <b>%(name)s</b>\\n"',
        )
        .replace(
            'msgid ""\n"One line\\n"\n"and \\"another\\""\nmsgstr ""',
            '#, fuzzy\nmsgid ""\n"One line\\n"\n"and \\"another\\""\nmsgstr ""\n'
            '"ONE LINE\\n"\n"AND \\"ANOTHER\\""',
        )
        .replace("#, python-brace", "#, fuzzy, python-brace")
        .replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "{n} FILE"\nmsgstr[1] "{n} FILES"')
    )


def test_placeholders_survive_any_order_and_loss(tmp_path: Path) -> None:
    document = opened(tmp_path, "de.po", PO)
    assert 'msgstr "<b>%(name)s</b> TO %sCOPIED \\n"' in rewritten(document, backwards)
    assert 'msgstr "new%s<b>%(name)s</b>\\n"' in rewritten(document, as_text("new"))


@pytest.mark.parametrize(
    ("message", "fixed"),
    [
        ("Up to 100% sure, 5% discount", []),
        ("%1$s of %2$d at %.2f%%", ["%1$s", "%2$d", "%.2f", "%%"]),
        ("{0} and {name!r} and {} and {{x}}", ["{0}", "{name!r}", "{}", "{{x}}"]),
        ("%1 of %L2 by ${user} for $amount", ["%1", "%L2", "${user}", "$amount"]),
        ("Hello %{name}, <br/>see https://a.example/b.", ["%{name}", "", "https://a.example/b"]),
        ("Click <a href=\"%s\">here</a>", []),
    ],
)  # fmt: skip
def test_placeholders_are_known(tmp_path: Path, message: str, fixed: list[str]) -> None:
    document = opened(tmp_path, "a.po", quoted("msgid", message, "\n", None) + '\nmsgstr ""\n')
    assert [run.text for run in document.blocks[0].runs if run.is_fixed] == fixed


def test_texts_with_choices_are_left(tmp_path: Path) -> None:
    content = 'msgid "{n, plural, one {file} other {files}}"\nmsgstr ""\n'
    document = opened(tmp_path, "a.po", content)
    assert texts(document) == []
    assert document.left_alone == (LeftAlone("messages with several forms in one text", 1),)


def test_one_form_takes_the_plural_and_three_take_both(tmp_path: Path) -> None:
    head = 'msgid "one"\nmsgid_plural "many"\n'
    assert rewritten(opened(tmp_path, "a.po", head + 'msgstr[0] ""\n'), loud).endswith(
        'msgstr[0] "MANY"\n'
    )
    three = head + "".join(f'msgstr[{n}] ""\n' for n in range(3))
    assert rewritten(opened(tmp_path, "b.po", three), loud).endswith(
        'msgstr[0] "ONE"\nmsgstr[1] "MANY"\nmsgstr[2] "MANY"\n'
    )


def test_the_header_names_the_language_and_the_encoding(tmp_path: Path) -> None:
    pot = PO.replace("charset=UTF-8", "charset=CHARSET").replace("Ö", "O")
    new = saved(opened(tmp_path, "a.pot", pot), as_text("好"), language="zh-CN").decode()
    assert "charset=UTF-8\\n" in new
    assert '"Language: zh_CN\\n"' in new
    latin = PO.replace("charset=UTF-8", "charset=ISO-8859-1").encode("latin-1")
    document = opened(tmp_path, "b.po", latin)
    assert saved(document, same) == latin
    assert "charset=ISO-8859-1" in saved(document, loud).decode("latin-1")
    assert "charset=UTF-8" in saved(document, as_text("好")).decode("utf-8")


def test_long_lines_are_wrapped_unless_the_file_has_long_ones(tmp_path: Path) -> None:
    long = "word " * 30 + "end"
    wrapped = rewritten(opened(tmp_path, "a.po", 'msgid "x"\nmsgstr ""\n'), as_text(long))
    assert max(map(len, wrapped.split("\n"))) < 80
    assert entries_of(wrapped)[0].fields["msgstr"].text == long
    whole = f'msgid "{long}"\nmsgstr ""\n'
    assert f'msgstr "{long}!"' in rewritten(opened(tmp_path, "b.po", whole), as_text(long + "!"))


@pytest.mark.parametrize(
    "content", ['msgid "a"\nmsgstr "b"\nnonsense\n', 'msgid "open\nmsgstr ""\n', "# nothing\n"]
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(DocumentBroken):
        opened(tmp_path, "a.po", content)


POT = r"""# Messages.
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: app 1\n"
"Language: \n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n"

msgid "Open"
msgstr ""

#, c-format
msgid "%d file"
msgid_plural "%d files"
msgstr[0] ""
msgstr[1] ""

msgid "%d"
msgid_plural "%d %%"
msgstr[0] ""
msgstr[1] ""
"""


@pytest.mark.parametrize(
    ("code", "locale", "said", "forms"),
    [
        ("zh", "zh_CN", "nplurals=1; plural=0;", ["%d FILES"]),
        ("de", "de", "nplurals=2; plural=(n != 1);", ["%d FILE", "%d FILES"]),
        ("fr", "fr", "nplurals=2; plural=(n > 1);", ["%d FILE", "%d FILES"]),
        ("pl", "pl", "nplurals=3;", ["%d FILE", "%d FILES", "%d FILES"]),
        ("ar", "ar", "nplurals=6;", ["%d FILES", "%d FILE", *4 * ["%d FILES"]]),
    ],
)
def test_a_template_gets_the_forms_of_the_new_language(
    tmp_path: Path, code: str, locale: str, said: str, forms: list[str]
) -> None:
    new = saved(opened(tmp_path, "a.pot", POT), loud, language=code).decode()
    entries = entries_of(new)
    header = entries[0].fields["msgstr"].text
    assert f"Language: {locale}\n" in header
    assert f"Plural-Forms: {said}" in header
    assert entries[0].flags == ()
    found = {name: f.text for name, f in entries[2].fields.items() if name.startswith("msgstr")}
    assert found == {f"msgstr[{number}]": form for number, form in enumerate(forms)}
    if code == "zh":
        assert "msgstr[1]" not in new, "forms without words are too many as well"


def test_forms_that_are_translated_stay_as_the_file_has_them(tmp_path: Path) -> None:
    content = PO.replace('msgstr "Öffnen"', 'msgid_plural "Os"\nmsgstr[0] "Ö"\nmsgstr[1] "Ö"')
    new = saved(opened(tmp_path, "a.po", content), loud, language="zh").decode()
    assert "Plural-Forms: nplurals=2; plural=(n != 1);" in new
    assert 'msgstr[1] "{n} FILES"' in new


def test_a_rule_of_the_same_language_stays(tmp_path: Path) -> None:
    own = POT.replace("Language: ", "Language: zh_TW").replace(
        "nplurals=INTEGER; plural=EXPRESSION;", 'nplurals=2; "\n"plural=n>1;'
    )
    new = saved(opened(tmp_path, "a.po", own), loud, language="zh").decode()
    assert 'nplurals=2; "\n"plural=n>1;' in new
    assert 'msgstr[1] "%d FILES"' in new


def test_what_the_header_lacks_is_put_in(tmp_path: Path) -> None:
    bare = 'msgid ""\nmsgstr "Project-Id-Version: a"\n\nmsgid "a"\nmsgid_plural "b"\n'
    content = bare + 'msgstr[0] ""\nmsgstr[1] ""\n'
    new = saved(opened(tmp_path, "a.po", content), loud, language="zh").decode()
    assert entries_of(new)[0].fields["msgstr"].text == (
        "Project-Id-Version: a\nLanguage: zh_CN\nPlural-Forms: nplurals=1; plural=0;\n"
    )
    none = saved(opened(tmp_path, "b.po", 'msgid "a"\nmsgstr ""\n'), loud, language="de").decode()
    header = entries_of(none)[0].fields["msgstr"].text
    assert header.startswith("Language: de\nMIME-Version: 1.0\nContent-Type: text/plain; charset=")
    assert "Plural-Forms" not in header


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029\r"), max_size=200))
def test_any_text_can_be_quoted(text: str) -> None:
    written = quoted("msgid", text, "\n", 79) + '\nmsgstr ""'
    assert entries_of(written)[0].fields["msgid"].text == text
    assert unquoted(quoted("x", text.replace("\n", ""), "\n", None)[2:]) == text.replace("\n", "")


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["", "# c\n", "#, fuzzy\n", "#, c-format\n", "#: a:1\n", 'msgctxt "m"\n']),
        st.sampled_from(["Hi %s", "<b>a</b> c", "", "\\n x \\n", '\\"q\\"', "{0}", "你好", "<i>"]),
        st.sampled_from(["", "done", '"\n"two']),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)  # a disk may be busy
@given(ENTRIES)
def test_any_entries_come_back(tmp_path_factory: pytest.TempPathFactory, entries) -> None:
    folder = tmp_path_factory.mktemp("po")
    content = "\n".join(f'{head}msgid "{a}"\nmsgstr "{b}"\n' for head, a, b in entries)
    document = opened(folder, "a.po", content)
    assert saved(document, same).decode() == content
    new = rewritten(document, loud)
    before, after = entries_of(content), entries_of(new)
    assert [each.fields["msgid"].text for each in before] == [
        each.fields["msgid"].text for each in after
    ]
    assert all("fuzzy" in b.flags for a, b in zip(before, after, strict=True) if a != b and
               a.fields["msgstr"].text != b.fields["msgstr"].text)  # fmt: skip
    assert all(text == text.upper() for text in texts(opened(folder, "b.po", new)))
