"""Number words by language, as the number lint knows them: from three on, for one and two are words of prose.

A word that only its own language takes for a number ("once" is eleven in Spanish, "cent" a hundred in French)
is looked for in text of that language alone, every other one in all text. Inflected forms and compounds count;
ordinals do not. Arabic is matched without vowel signs, which the lint strips before it looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_ENGLISH = (
    r"\b(?:zero|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?"
    r"|dozens?|tens(?=\s+of\b)|scores?(?=\s+of\b)|(?:three|four|five|six|seven|eight|nine|ten|hundred)fold"
    r"|two[- ](?:thirds|fifths|sevenths|ninths)|(?<!first )(?<!second )half(?=\s+of\b)|halves"
    r"|(?:a|one)[- ](?:third|quarter|fifth|tenth)(?=\s+of\b)|quarters(?=\s+of\b)"
    r"|(?:a|one)[- ]half\b)\b"
)
_FRENCH = (
    r"\b(?:trois|quatre|cinq|huit|onze|douze|treize|quatorze|quinze|vingts?|trente|quarante|cinquante|soixante"
    r"|septante|octante|nonante|milliards?|milliers?|centaines?|douzaines?|dizaines?|(?:quin|ving|tren|soixan)taines?"
    r"|cinquantaines?)\b"
)
_FRENCH_ONLY = (
    r"\b(?:sept|dix|seize|mille|(?<!pour )cents?|quarantaine(?=\s+d[e'’])|neuf(?=\s+\w+[sx]\b)"
    r"|la moitié|le(?:s deux)? tiers|le quart)\b"
)
_GERMAN_UNIT = r"(?:drei|vier|fünf|sechs?|sieb(?:en)?|acht|neun|zehn|zwölf)"
_GERMAN = (
    r"\b(?:ein|zwei|zwo|elf|und)*"
    rf"(?:{_GERMAN_UNIT}|zwanzig|dreißig|dreissig|{_GERMAN_UNIT}zig|hunderte?n?|tausende?n?)"
    rf"(?:ein|zwei|zwo|elf|und|{_GERMAN_UNIT}|zwanzig|dreißig|zig|hundert|tausend)*\b(?<!\bacht)(?<!\bhunderten)"
    r"|\b(?:hunderten|dutzende?n?|millionen|milliarden?|billionen)\b"
)
_GERMAN_ONLY = (
    r"\b(?:elf|(?<!in )(?<!außer )acht(?! geben\b)|die hälfte|(?:ein|zwei) drittel|(?:ein|drei) viertel)\b"
)
_RUSSIAN = (
    r"\b(?:три|тр[её]х|тр[её]м|тремя|четыре|четыр[её]х|четыр[её]м|четырьмя|трое|четверо|пятеро|шестеро|семеро"
    r"|пят(?:ь|и|ью)|шест(?:ь|и|ью)|сем[ьи]|восемь|восьми|восемью|девят(?:ь|и|ью)|десят(?:ь|и|ью)"
    r"|\w+надцат(?:ь|и|ью)|(?:два|три)дцат(?:ь|и|ью)|сорока?|(?:пять|шесть|семь|восемь)десят|\w+идесяти"
    r"|девяност[оа]|сто|ста|двести|двухсот|триста|четыреста|(?:тр[её]х|четыр[её]х|пят[ьи]|шест[ьи]|сем[ьи]"
    r"|восьми|восемь|девят[ьи])сот|тысяч(?:а|и|у|ей|ам|ами|ах)?|(?:милл|билл|трилл)ион(?:а|ов|ы|у|ам|ами|ах|ом|е)?"
    r"|миллиард(?:а|ов|ы|у|ам|ами|ах|ом|е)?|десят(?:ок|ка|ки|ков|ками|кам)|дюжин(?:а|ы|у|ами)?"
    r"|сот(?:ен|ни|ня|ню|ням|нями)|полтор[аы]|полутора|половин[аыу](?=\s))\b"
)
_SPANISH = (
    r"\b(?:cuatro|cinco|seis|siete|ocho|nueve|diez|doce|trece|catorce|dieci\w+|veinte|veinti\w+|treinta|cuarenta"
    r"|cincuenta|sesenta|setenta|ochenta|noventa|cien|(?<!por )cientos?|(?:dos|tres|cuatro|seis|ocho)cient[oa]s"
    r"|quinient[oa]s|(?:sete|nove)cient[oa]s|mill[oó]n(?:es)?|millar(?:es)?|docenas?|decenas?|centenar(?:es)?"
    r"|tres)\b"
)
_SPANISH_ONLY = r"\b(?:once|quince|mil|miles|cero|la mitad|un tercio)\b"
_ARABIC = (
    r"(?<![ء-ي])[وفبلك]?(?:ال|ل)?(?:ثلاثة?|[أا]ربعة?|خمسة?|ستة|سبعة|ثماني?ة?|تسعة?|عشرة?|عشر(?:ون|ين)|ثلاث(?:ون|ين)"
    r"|[أا]ربع(?:ون|ين)|خمس(?:ون|ين)|ست(?:ون|ين)|سبع(?:ون|ين)|ثمان(?:ون|ين)|تسع(?:ون|ين)|عشرات"
    r"|(?:ثلاث|[أا]ربع|خمس|ست|سبع|ثمان|تسع)?م(?:ئ|ائ)ة|مئات|مائتا?ن?|مئت(?:ان|ين|ا|ي)|[أا]لف(?:ا|ان|ين)?|آلاف|[أا]لوف"
    r"|مليون(?:ا|ان|ين)?|ملايين|مليار(?:ا|ان|ين|ات)?|نصف(?=\s))(?![ء-ي])"
)
_HAN = "〇零一二三四五六七八九十百千万萬億亿兆廿卅两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_COUNTED = (
    "个個艘次发發枚吨噸件名人年月日架辆輛隻回基台機门門批条條趟桶箱节節航国國所座具支套円樽本社港か箇ヶカ歳发"
)
_CHINESE = (
    rf"(?!万一(?![{_HAN}]))(?!一一)[{_HAN}]{{2,}}"
    rf"|(?<![{_HAN}])[三四五六七八九十百千万萬億亿](?=[{_COUNTED}トバ])"
    rf"|(?<![{_HAN}])[数數几幾何上近逾超][十百千万萬億亿]|一打|半数|半數|過半"
)
"""Two numerals in a row, one before a word that counts things, or one after "several": a numeral alone is part of
many words."""

_JAPANESE = r"[三四五六七八九]つ|(?:みっ|よっ|いつ|むっ|なな|やっ|ここの)つ(?![かき])|ダース"
_KOREAN = (
    r"(?<![가-힣])(?!만일|만사|천사|백일|십자)(?:[수몇]?[십백천만억]|[이삼사오육칠팔구][십백천만억]|[십백천만][이삼사오육칠팔구십백천만억])"
    r"[일이삼사오육칠팔구십백천만억조]*(?=여|명|척|발|번|차|건|개|톤|배럴|달러|[^가-힣]|$)"
    r"|(?<![가-힣])(?:다섯|여섯|일곱|여덟|아홉|스물|서른|마흔|예순|일흔|여든|아흔)"
    r"|(?<![가-힣])(?:세|네|열)(?=\s*(?:명|척|번(?!째)|건|개|곳|차례|회|발|대|기|문|마리|가지))"
    r"|(?<![가-힣])[삼사오육칠팔구십](?=\s(?:명|척|발|번|차례|건|개|톤|배럴|달러|회|대|기|문))"
    r"|(?<![가-힣])절반"
)
"""A numeral with ten, hundred, thousand, ten thousand or a hundred million in it that ends where words end or a
counter begins, but for words that only look so (만일, if); native numerals from five on, three, four and ten
before a counter, and Chinese ones from three on between a space and a counter."""

_ROMAN = (
    r"(?<![\w.'’-])(?<!Annex )(?<!Annexe )(?<!Annexes )(?<!Appendix )(?<!Article )(?<!Chapter )(?<!Part )(?<!Title )"
    r"(?<!Volume )(?<!Section )(?<!Schedule )(?<!Phase )(?<!Type )(?<!War )(?<!Chapitre )(?<!Partie )(?<!Titre )"
    r"(?<!Anhang )(?<!Kapitel )(?<!Teil )(?<!Anexo )(?<!Capítulo )(?<!Título )(?<!Глава )(?<!Приложение )"
    r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?![\w'’-])"
)
"""A Roman numeral of two letters or more (II to XXXIX) that no word such as Annex, Chapter or War stands before."""

_EVERYWHERE = "|".join(
    (
        rf"(?i:{_ENGLISH}|{_FRENCH}|{_GERMAN}|{_RUSSIAN}|{_SPANISH})",
        _ARABIC,
        _CHINESE,
        _JAPANESE,
        _KOREAN,
        _ROMAN,
    )
)
_ONLY: Mapping[str, str] = {"fr": _FRENCH_ONLY, "de": _GERMAN_ONLY, "es": _SPANISH_ONLY}


@cache
def number_words(language: str) -> re.Pattern[str]:
    """What a number word is in text of a language (``fr``; what follows a hyphen in it does not matter)."""
    own = _ONLY.get(language.partition("-")[0].lower())
    return re.compile(f"(?i:{own})|{_EVERYWHERE}" if own else _EVERYWHERE)


HAN_NUMERALS = frozenset(_HAN)
"""Numerals that are letters: judged as words, whatever Unicode says their value is."""
