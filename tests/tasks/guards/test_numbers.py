"""Numbers: what a translation lost or changed is told, and what is only written differently not."""

from __future__ import annotations

import pytest

from assistant_app.tasks.guards.findings import Kind
from assistant_app.tasks.guards.numbers import number_findings

SAME = [
    ("en", "zh", "Revenue was $1.2 million in 2025.", "2025年收入为120万美元。"),
    ("en", "zh", "About 20,000 people came.", "大约2万人来了。"),
    ("en", "zh", "About 20,000 people came.", "大约两万人来了。"),
    ("en", "zh", "Twelve of 30 rooms are free.", "30间客房中有12间空着。"),
    ("en", "zh", "It costs 12 yuan.", "要十二元。"),
    ("en", "zh", "The meeting is on 5 November at 3 pm.", "会议在11月5日15:00举行。"),
    ("en", "zh", "Between 14 and 22 million people", "1,400万至2,200万人"),
    ("en", "zh", "More than 600,000 left.", "60多万人离开了。"),
    ("en", "zh", "In the 1950s it began.", "它始于20世纪50年代。"),
    ("en", "zh", "70 percent of them agreed.", "七成的人同意。"),
    ("en", "zh", "Get 20% off today.", "今天八折。"),
    ("en", "zh", "Half a million saplings", "50万棵树苗"),
    ("en", "zh", "8.3 billion dollars", "83亿美元"),
    ("en", "zh", "Open at 7:00.", "7点开门。"),
    ("en", "zh", "the third quarter (Q3)", "第三季度"),
    ("en", "zh", "Louis XIV had 2 dogs.", "路易十四有两条狗。"),
    ("zh", "en", "他买了2个苹果。", "He bought two apples."),
    ("zh", "en", "共有1000.5吨。", "There were 1,000.5 tonnes in total."),
    ("zh", "en", "第12章第3节", "Chapter twelve, section three"),
    ("zh", "en", "3千克大米", "3 kilograms of rice"),
    ("zh", "en", "2万5千名学生", "25,000 students"),
    ("zh", "en", "一千人参加了会议。", "1,000 people attended the meeting."),
    ("zh", "en", "二〇二六年十一月二十九日", "29 November 2026"),
    ("zh", "en", "百分之五十的人", "50% of people"),
    ("zh", "en", "三十多万居民", "more than 300,000 residents"),
    ("zh", "en", "下午3点半", "15:30"),
    ("zh", "en", "这只要1元。", "It is only one yuan."),
    ("en", "de", "The total is 1,000.50 euros.", "Die Summe beträgt 1.000,50 Euro."),
    ("en", "de", "It has 25 pages.", "Es hat fünfundzwanzig Seiten."),
    ("en", "de", "On March 5, 2026", "Am 05.03.2026"),
    ("en", "de", "2.5 million users", "2,5 Mio. Nutzer"),
    ("de", "en", "1,5 Milliarden Euro", "1.5 billion euros"),
    ("de", "en", "Zwei von 3 Läufern", "2 of three runners"),
    ("en", "fr", "12,000 visitors", "12 000 visiteurs"),
    ("en", "fr", "3.5 kg", "3,5 kg"),
    ("fr", "en", "le 1er mai à 14 h", "on May 1 at 2 pm"),
    ("en", "es", "16 people", "dieciséis personas"),
    ("es", "en", "3 mil millones de euros", "3 billion euros"),
    ("en", "es", "Version 1.2.3 of 2026", "Versión 1.2.3 de 2026"),
    ("en", "en", "1957–58", "1957-1958"),
]


@pytest.mark.parametrize(("source_language", "target_language", "source", "translation"), SAME)
def test_another_writing_of_a_number_is_the_same(
    source_language: str, target_language: str, source: str, translation: str
) -> None:
    assert number_findings(source, translation, source_language, target_language) == ()


CHANGED = [
    ("en", "zh", "Take 12 pills.", "服用13片药。", Kind.NUMBER_CHANGED, "12"),
    ("en", "zh", "About 20,000 people came.", "大约2,000人来了。", Kind.NUMBER_CHANGED, "20,000"),
    ("en", "zh", "1.2 million", "1.2亿", Kind.NUMBER_CHANGED, "1.2"),
    ("en", "zh", "Call 555 now.", "现在打电话。", Kind.NUMBER_LOST, "555"),
    ("en", "zh", "Call now.", "现在拨打110。", Kind.NUMBER_ADDED, "110"),
    ("zh", "en", "2万人", "20 people", Kind.NUMBER_CHANGED, "2"),
    ("zh", "en", "一千人", "100 people", Kind.NUMBER_ADDED, "100"),
    ("zh", "en", "十二个苹果", "20 apples", Kind.NUMBER_ADDED, "20"),
    ("zh", "en", "共37页", "There are many pages.", Kind.NUMBER_LOST, "37"),
    (
        "en",
        "de",
        "It costs 1,000.5 euros.",
        "Es kostet 1.005 Euro.",
        Kind.NUMBER_CHANGED,
        "1,000.5",
    ),
    ("de", "en", "Am 24. Mai", "On May 25", Kind.NUMBER_CHANGED, "24"),
    ("en", "fr", "48 hours", "des heures", Kind.NUMBER_LOST, "48"),
    ("en", "es", "48 hours", "84 horas", Kind.NUMBER_CHANGED, "48"),
]


@pytest.mark.parametrize(
    ("source_language", "target_language", "source", "translation", "kind", "text"), CHANGED
)
def test_a_wrong_number_is_told(
    source_language: str, target_language: str, source: str, translation: str, kind: Kind, text: str
) -> None:
    (finding,) = number_findings(source, translation, source_language, target_language)
    assert (finding.kind, finding.text) == (kind, text)


def test_every_wrong_number_is_told_once() -> None:
    findings = number_findings("7, 8 and 9, and 7 again", "70, 80和9", "en", "zh")
    assert [(each.text, each.instead) for each in findings] == [("7", "70"), ("8", "80")]
