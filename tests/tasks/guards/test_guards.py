"""Each rule on a translation that needs it, and all of them on good translations."""

from __future__ import annotations

import pytest

from assistant_app.tasks.guards import Finding, Kind, check_translation, is_better, weight_of
from assistant_app.terms.entries import Term
from assistant_app.terms.matching import TermIndex

BAD = [
    ("en", "zh", "The door is open.", "   ", Kind.EMPTY, ""),
    ("en", "zh", "He saw the sea.", "他看见海看见海看见海看见海看见海。", Kind.LOOP, "看见海"),
    ("zh", "en", "他累了。", "He is tired tired tired tired tired.", Kind.LOOP, "tired"),
    ("en", "zh", "The committee adjourned after a long debate on the new budget rules.", "休会。",
     Kind.TOO_SHORT, ""),
    ("zh", "en", "谢谢。", "Thank you very much for the letter, which reached us only after the "
     "holidays had ended, and for all the trouble taken.", Kind.TOO_LONG, ""),
    ("en", "de", "Please return the signed form to the front desk before you leave.", "Bitte.",
     Kind.TOO_SHORT, ""),
    ("en", "zh", "See https://example.org/a?b=1 for more.", "更多信息见网站。", Kind.LINK_LOST,
     "https://example.org/a?b=1"),
    ("en", "de", "Write to help@example.org.", "Schreiben Sie an hilfe@example.org.",
     Kind.LINK_LOST, "help@example.org"),
    ("zh", "en", "请看说明。", "See www.example.com.", Kind.LINK_ADDED, "www.example.com"),
    ("en", "zh", "Copied %s to {name}.", "已复制到{name}。", Kind.PLACEHOLDER_LOST, "%s"),
    ("en", "fr", "Hello {{user}}!", "Bonjour {{utilisateur}} !", Kind.PLACEHOLDER_LOST, "{{user}}"),
    ("en", "zh", "Run `git commit -m x`.", "运行`git commit命 - x`。", Kind.PLACEHOLDER_LOST,
     "`git commit -m x`"),
    ("en", "zh", "Press <b>Save</b>.", "按<b>保存。", Kind.PLACEHOLDER_LOST, "</b>"),
    ("en", "zh", "Press Save.", "按{0}保存。", Kind.PLACEHOLDER_ADDED, "{0}"),
    ("en", "zh", "The weather is fine today.", "Das Wetter ist schön.", Kind.WRONG_LANGUAGE, ""),
    ("en", "de", "The weather is fine today.", "今天天气很好。", Kind.WRONG_LANGUAGE, ""),
    ("en", "de", "They did not know what the others had said about it.",
     "Ils ne savaient pas ce que les autres avaient dit sur cela.", Kind.WRONG_LANGUAGE, ""),
    ("en", "es", "They did not know what the others had said about it.",
     "Ils ne savaient pas ce que les autres avaient dit sur cela.", Kind.WRONG_LANGUAGE, ""),
    ("de", "en", "Wir haben nicht gewusst, dass sie auch kommen.",
     "Nous ne savions pas que vous veniez avec les autres.", Kind.WRONG_LANGUAGE, ""),
    ("en", "zh", "The weather is fine today.", "The weather is fine today.", Kind.UNTRANSLATED, ""),
    ("zh", "en", "今天天气很好。", "The weather 今天天气 is fine.", Kind.UNTRANSLATED, "今天天气"),
    ("en", "fr", "The weather is fine today.", "The weather is fine today.", Kind.UNTRANSLATED, ""),
    ("en", "zh", "Bread is made from flour.", "面包是从 flour做的。", Kind.WORD_LEFT, "flour"),
    ("en", "zh", "The train leaves at nine.", "火车九点 leaves。", Kind.WORD_LEFT, "leaves"),
    ("en", "zh", "The deposit is returned to you.", "osit退还给你。", Kind.WORD_ADDED, "osit"),
    ("en", "zh", "The tenant pays the rent.", "租客用kk付租金。", Kind.WORD_ADDED, "kk"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source_language", "target_language", "source", "translation", "kind", "text"), BAD
)
def test_each_rule_on_a_case_that_needs_it(
    source_language: str, target_language: str, source: str, translation: str, kind: Kind, text: str
) -> None:
    findings = check_translation(source, translation, source_language, target_language)
    found = {each.kind: each.text for each in findings}
    assert kind in found
    assert text in found[kind]


GOOD = {
    ("en", "zh"): [
        ("Open the File menu and choose Export.", "打开“文件”菜单，选择“导出”。"),
        ("Excel and LibreOffice Calc both work.", "Excel 和 LibreOffice Calc 均可。"),
        ("OK", "OK"),
        ("Run `git status` first.", "请先运行 `git status`。"),
        ("Dynamics 365 for Finance stores cookies.", "Dynamics 365 for Finance 存储 cookie。"),
        ("Type quit to leave.", "键入“quit”即可退出。"),
        ("Set width = 5 and run it.", "设置 width = 5 并运行。"),
        ("Write to anna@example.org by Friday.", "请在周五前写信至 anna@example.org。"),
        ("100% of the files in {folder} were copied.", "已复制 {folder} 中100%的文件。"),
        ("Ha ha ha ha ha!", "哈哈哈哈哈！"),
        ("The GPU needs 8 GB.", "GPU需要8 GB内存。"),
        ("Lead is below 5 parts per million.", "铅含量低于 5 ppm。"),
        ("Yes.", "是的。"),
        ("Where is she?", "她在哪儿？"),
        ("He earns 5% more than I do.", "他比我多挣5%。"),
        ("Use `git pull` first.", "请先执行 `git pull`。"),
    ],
    ("zh", "en"): [
        ("请打开窗户。", "Please open the window."),
        ("“好”字有两个部分。", "The character “好” has two parts."),
        ("他今年三十岁。", "He is thirty this year."),
        ("不行。", "That won't do."),
        ("会议推迟到下周三。", "The meeting has been put off until next Wednesday."),
        ("详见 https://example.org/zh 。", "For details see https://example.org/zh."),
        ("点击<b>确定</b>。", "Click <b>OK</b>."),
        ("他们万一不来怎么办？", "What if they do not come?"),
        ("百姓生活改善了。", "Ordinary people's lives have improved."),
        ("这台机器每分钟打印40页。", "This machine prints 40 pages a minute."),
    ],
    ("en", "de"): [
        ("Status", "Status"),
        ("Name and address", "Name und Adresse"),
        ("The printer is out of paper.", "Der Drucker hat kein Papier mehr."),
        ("It was sold for 1,250 dollars.", "Es wurde für 1.250 Dollar verkauft."),
        ("See page 12.", "Siehe Seite 12."),
        ("We will meet at 3 p.m.", "Wir treffen uns um 15 Uhr."),
        ("Delete %1$s?", "%1$s löschen?"),
        ("Windows Server", "Windows Server"),
        ("He is in Berlin in winter.", "Er ist im Winter in Berlin."),
        ("Good morning!", "Guten Morgen!"),
    ],
    ("en", "fr"): [
        ("Configuration", "Configuration"),
        ("The table has 4 columns.", "Le tableau comporte quatre colonnes."),
        ("Payment date and amount", "Date et montant du paiement"),
        ("Do you like it?", "Ça te plaît ?"),
        ("Set the option to No.", "Définissez l’option sur Non."),
        ("The train leaves at 6:15.", "Le train part à 6 h 15."),
        ("Paris is beautiful in spring.", "Paris est belle au printemps."),
        ("Email us at info@example.fr.", "Écrivez-nous à info@example.fr."),
        ("Press <Enter/>.", "Appuyez sur <Enter/>."),
        ("The invoice total is 2,000 euros.", "Le total de la facture est de 2 000 euros."),
    ],
    ("en", "es"): [
        ("Control", "Control"),
        ("Go to Sales and marketing > Leads.", "Vaya a Ventas y marketing > Clientes potenciales."),
        ("It is on the second floor.", "Está en el 2.º piso."),
        ("Unit conversion group", "Grupo de conversión de unidades"),
        ("Thanks a lot!", "¡Muchas gracias!"),
        ("He has worked here for 10 years.", "Trabaja aquí desde hace diez años."),
        ("Do not switch off {device}.", "No apague {device}."),
        ("The hotel is near the station.", "El hotel está cerca de la estación."),
        ("I am hungry.", "Tengo hambre."),
        ("The 1st of May is a holiday.", "El 1 de mayo es festivo."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("languages", "source", "translation"),
    [(pair, *texts) for pair, both in GOOD.items() for texts in both],
)
def test_good_translations_are_left_alone(
    languages: tuple[str, str], source: str, translation: str
) -> None:
    assert check_translation(source, translation, *languages) == ()
    if languages != ("en", "zh") and languages != ("zh", "en"):
        assert check_translation(translation, source, *reversed(languages)) == ()


def test_terms_of_the_glossary() -> None:
    terms = [Term("door", "舱门"), Term("Deskhand", None), Term("window", "舷窗")]
    source = "Deskhand opens the door and the window."
    matches = TermIndex(terms, "en").matches(source)
    findings = check_translation(source, "桌手打开门和舷窗。", "en", "zh", matches)
    assert findings == (
        Finding(Kind.KEPT_TERM_MISSED, "Deskhand", "Deskhand"),
        Finding(Kind.TERM_MISSED, "door", "舱门"),
    )
    assert check_translation(source, "Deskhand打开舱门和舷窗。", "en", "zh", matches) == ()


def test_an_empty_source_needs_no_translation() -> None:
    assert check_translation(" ", "", "en", "zh") == ()


def test_the_better_of_two_tries() -> None:
    loop, number = [Finding(Kind.LOOP, "x")], [Finding(Kind.NUMBER_LOST, "1")]
    assert is_better([], number)
    assert is_better(number, loop)
    assert not is_better(loop, loop)
    assert not is_better(number, [])
    assert weight_of([]) == 0
    assert all(weight_of([Finding(kind)]) > 0 for kind in Kind)
