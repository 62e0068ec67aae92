"""The words that a page prints by itself, in the languages a report may have."""

from __future__ import annotations

import datetime as dt

import attrs
from babel.dates import format_date

from vedette.errors import ReportError


@attrs.frozen(kw_only=True)
class Labels:
    """The words of one language; ``page`` holds ``{page}`` and ``{pages}``.

    ``word_language`` is the language of a file as a word processor tags it; ``latin_language`` that of its
    Latin letters, which in a report written in another script are English.
    """

    contents: str
    skip: str
    notes: str
    back: str
    annex: str
    page: str
    quotes: tuple[str, str, str, str]
    word_language: str
    direction: str = "ltr"

    @property
    def latin_language(self) -> str:
        """The tag for text in Latin letters (and Cyrillic, which word processors treat alike)."""
        return "en-GB" if self.word_language[:2] in {"ar", "ja", "ko", "zh"} else self.word_language


_CURLY = ("“", "”", "‘", "’")

LABELS = {
    "ar": Labels(
        contents="المحتويات",
        skip="انتقل إلى المحتوى",
        notes="الحواشي",
        back="العودة إلى النص",
        annex="المرفق",
        page="{page} / {pages}",
        quotes=("«", "»", "“", "”"),
        word_language="ar-SA",
        direction="rtl",
    ),
    "en": Labels(
        contents="Contents",
        skip="Skip to content",
        notes="Notes",
        back="Back to the text",
        annex="Annex",
        page="Page {page} of {pages}",
        quotes=_CURLY,
        word_language="en-GB",
    ),
    "es": Labels(
        contents="Índice",
        skip="Ir al contenido",
        notes="Notas",
        back="Volver al texto",
        annex="Anexo",
        page="Página {page} de {pages}",
        quotes=("«", "»", "“", "”"),
        word_language="es-ES",
    ),
    "fr": Labels(
        contents="Table des matières",
        skip="Aller au contenu",
        notes="Notes",
        back="Retour au texte",
        annex="Annexe",
        page="Page {page} sur {pages}",
        quotes=("« ", " »", "“", "”"),
        word_language="fr-FR",
    ),
    "ja": Labels(
        contents="目次",
        skip="本文へ移動",
        notes="注",
        back="本文に戻る",
        annex="附属書",
        page="{page} / {pages} ページ",
        quotes=("「", "」", "『", "』"),
        word_language="ja-JP",
    ),
    "ko": Labels(
        contents="목차",
        skip="본문으로 건너뛰기",
        notes="주",
        back="본문으로 돌아가기",
        annex="부속서",
        page="{page} / {pages} 쪽",
        quotes=_CURLY,
        word_language="ko-KR",
    ),
    "ru": Labels(
        contents="Содержание",
        skip="Перейти к тексту",
        notes="Примечания",
        back="Вернуться к тексту",
        annex="Приложение",
        page="Страница {page} из {pages}",
        quotes=("«", "»", "„", "“"),
        word_language="ru-RU",
    ),
    "zh": Labels(
        contents="目录",
        skip="跳到正文",
        notes="注释",
        back="返回正文",
        annex="附件",
        page="第 {page} 页，共 {pages} 页",
        quotes=_CURLY,
        word_language="zh-CN",
    ),
}


def labels_of(language: str) -> Labels:
    """The words for a BCP 47 language tag, by its primary subtag; an unknown language is refused."""
    primary = language.partition("-")[0].lower()
    if primary not in LABELS:
        known = ", ".join(sorted(LABELS))
        raise ReportError(
            f"a report in language {language!r} has no words for its page frame",
            advice=f"use one of {known}, or add the language to vedette.report.labels",
        )
    return LABELS[primary]


def date_in_words(day: dt.date, language: str) -> str:
    """A date as that language writes it in full: 29 May 2025 is how the English of the UN writes it."""
    primary = language.partition("-")[0].lower()
    locale = {"en": "en_GB", "zh": "zh_Hans", "ar": "ar"}.get(primary, primary)
    return format_date(day, format="long", locale=locale)
