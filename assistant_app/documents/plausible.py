"""How much a text looks like something that a person wrote: for telling one encoding from another.

Bytes of one encoding read as another give characters too, but rare ones in unlikely places. For a
few words, which tell a general detector too little, a list of common characters tells enough.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_COMMON_SIMPLIFIED: Final = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
    "本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由"
    "问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世"
    "位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四"
    "神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便"
    "空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边"
    "死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔您请谢欢迎吗吧呢啊哪谁怎错译翻"
    "语言件页图片存储编辑查找删除复粘贴写读字词句段章节单双午晚早班会议室讨季划准参参户置择选按键"
    "网络用户输入器装载参考项目列表测试示例帮助文档服务版权限量费价钱买卖店吃饭喝茶朋友爱喜快乐忙累"
)
_COMMON_TRADITIONAL: Final = (
    "個們來時國會這為說對學過後發無還沒樣開關見點種實現動機當體業長門問間頭兩東車電話語書請讓讀寫給"
    "從進運選應該議論計畫劃員圖場報錢買賣張氣聽覺愛變萬與並幾題難顯數據設備網連線樓層號碼處務辦義經"
    "濟產準參結構統級組織約紅綠黃藍灣區縣鐵鄉園圓麗麵飯館錯誤認識記證護訴訊資質費貴總續練習醫師歲溫"
    "歡樂觀臺臉腦嗎麼裡兒誰謝譯編輯檔單雙節詞頁圖歷標權規則據術領確傳導爭筆帶擇鍵裝載項試夠聯絡簡"
    "稱雖歸廣億營歐陽陰隊階際險隨雜離雲靈靜韓響預領頻顧飛養馬騎驗魚鳥齊龍衛衝複製親觸訂評詢詳調談"
)
_COMMON_HAN: Final = frozenset(_COMMON_SIMPLIFIED + _COMMON_TRADITIONAL)
_COMMON_HANGUL: Final = frozenset(
    "이다는에을의가고하지로를은도한서기사자대시어나리정아해인일수보그부들으것라여주게전니했습안요오제"
    "스장과구상있동경국만세당면적공원없무신할소화말때생비연문우조선방계중마음녕분트"
)
_COMMON_CYRILLIC: Final = frozenset("оеаинтсрвлкмдпуіОЕАИНТСРВЛКМДПУІ")
_PUNCTUATION: Final = frozenset("，。、；：？！“”‘’（）《》【】「」『』—…·～－　–•€£©®°«»¿¡§№")
_GRADES: Final = (("gb2312", 0xB0, 0xD7), ("cp950", 0xA4, 0xC6), ("cp932", 0x88, 0x97))
"""Each standard's first level, by lead byte: the characters in ordinary use."""


def plausibility(text: str) -> float:
    """About 2 for ordinary text, below 0 for nonsense; 0 if there is nothing but ASCII.

    The mean over the characters outside ASCII, as those inside look the same in nearly every
    encoding.
    """
    total, count = 0.0, 0
    before = " "
    for at, character in enumerate(text):
        if character >= "\x80":
            after = text[at + 1] if at + 1 < len(text) else " "
            total += _worth(character, before, after)
            count += 1
        before = character
    return total / count if count else 0.0


def _worth(character: str, before: str, after: str) -> float:
    if character in _COMMON_HAN:
        return 3.0
    if character in _PUNCTUATION:
        return 1.5
    if "\u4e00" <= character <= "\u9fff":
        return 0.5 if _is_ordinary(character) else -2.0
    if "\u3041" <= character <= "\u30fe":
        return 2.0
    if "\uac00" <= character <= "\ud7a3":
        return 2.5 if character in _COMMON_HANGUL else 0.3
    category = unicodedata.category(character)
    if category in ("Ll", "Lu", "Lt") and character < "\u0600":
        return _letter(character, category, before, after)
    if "\u0590" <= character <= "\u0fff" and category[0] in "LM":
        return 1.0
    return -0.5 if category[0] == "P" else -2.0


def _letter(character: str, category: str, before: str, after: str) -> float:
    """An accented letter stands among plain ones, Cyrillic and Greek among themselves; no capital
    follows a small letter."""
    if category == "Lu" and before.islower():
        return -2.0
    if character >= "\u0370":
        if _is_plain(before) or _is_plain(after) or not (before.isalpha() or after.isalpha()):
            return -2.0
        return 2.0 if character in _COMMON_CYRILLIC else -0.5
    if _is_plain(before) or _is_plain(after):
        # Western European letters first: other 8-bit sets share their places.
        return 2.0 if character <= "\u00ff" else 1.6
    return 0.0 if before.isalpha() or after.isalpha() else 0.5


def _is_ordinary(character: str) -> bool:
    for encoding, first, last in _GRADES:
        try:
            lead = character.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        if first <= lead <= last:
            return True
    return False


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalpha()
