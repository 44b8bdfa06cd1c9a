"""The words of which dates are made, in the languages of the tables that people bring.

English, Russian, Japanese, Chinese, German, French and Spanish, with the months of Italian, Portuguese,
Dutch, Swedish, Polish, Ukrainian, Czech and Turkish. Everything is in small letters and without full stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTH_WORDS: Final = (
    "january jan январь января январе янв januar jänner janvier janv enero ene gennaio janeiro januari styczeń stycznia січень січня leden ledna ocak",
    "february feb февраль февраля феврале фев февр februar feber février fevrier févr fév febrero febbraio fevereiro februari luty lutego лютий лютого únor února şubat",
    "march mar март марта марте märz maerz mär mrz mars marzo março maart marzec marca березень березня březen března mart",
    "april apr апрель апреля апреле апр avril avr abril abr aprile kwiecień kwietnia квітень квітня duben dubna nisan",
    "may май мая мае mai mayo maggio maio mei maj maja травень травня květen května mayıs",
    "june jun июнь июня июне июн juni juin junio giugno junho czerwiec czerwca червень червня červen června haziran",
    "july jul июль июля июле июл juli juillet juil julio luglio julho lipiec lipca липень липня červenec července temmuz",
    "august aug август августа августе авг août aout agosto ago augustus augusti sierpień sierpnia серпень серпня srpen srpna ağustos",
    "september sep sept сентябрь сентября сентябре сен сент septembre septiembre setiembre settembre setembro wrzesień września вересень вересня září eylül",
    "october oct октябрь октября октябре окт oktober okt octobre octubre ottobre outubro październik października жовтень жовтня říjen října ekim",
    "november nov ноябрь ноября ноябре ноя нояб novembre noviembre novembro listopad listopada листопад листопада listopadu kasım",
    "december dec декабрь декабря декабре дек dezember dez décembre decembre déc diciembre dic dicembre dezembro grudzień grudnia грудень грудня prosinec prosince aralık",
)
MONTHS: Final[Mapping[str, int]] = {
    word: number for number, words in enumerate(_MONTH_WORDS, start=1) for word in words.split()
}
ROMAN_MONTHS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_SEASON_WORDS: Final = (
    "spring весна весны весной весною frühling frühjahr printemps primavera 春 春季",
    "summer лето лета летом sommer été verano 夏 夏季",
    "autumn fall осень осени осенью herbst automne otoño 秋 秋季",
    "winter зима зимы зимой hiver invierno 冬 冬季",
)
SEASONS: Final[Mapping[str, int]] = {
    word: code for code, words in enumerate(_SEASON_WORDS, start=21) for word in words.split()
}
WINTER: Final = 24

_NOISE_WORDS: Final = (
    "the of a an in on at year month day st nd rd th er re ere "
    "г гг год года году годы годов в во м числа "
    "den dem der das am im jahr jahre "
    "le la les l en de du des an année "
    "el del año "
    "ad ce н э нэ "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "понедельник вторник среда четверг пятница суббота воскресенье "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche"
)
NOISE: Final = frozenset(_NOISE_WORDS.split())

_EMPTY_WORDS: Final = (
    "- -- --- — – ? ?? ??? . * / null none nan nat na n/a n.a. #n/a nil undefined unknown undated "
    "n.d. nd s.d. sd o.j. o.d. unbekannt inconnu desconocido s.f. "
    "неизвестно неизвестна неизв нет б.д. б.г. б/д б/г "
    "不明 未詳 不詳 不详 未知 年不明 日付不明 無し 无 無 0000-00-00 00.00.0000 00/00/0000 0000"
)
EMPTY: Final = frozenset(_EMPTY_WORDS.split()) | {
    "no date",
    "sans date",
    "ohne datum",
    "sin fecha",
    "без даты",
    "не датировано",
    "not known",
}

_GOES_ON_WORDS: Final = (
    "now present today ongoing current currently open .. heute jetzt gegenwart сейчас настоящее "
    "н.в. нв aujourd'hui présent actualidad hoy 現在 现在 至今 今"
)
GOES_ON: Final = frozenset(_GOES_ON_WORDS.split()) | {
    "to date",
    "to present",
    "по настоящее время",
    "настоящее время",
    "по н.в.",
    "à nos jours",
    "bis heute",
}

# Patterns of small letters. A mark of doubt is taken off, the rest is read again.
ABOUT: Final = (
    r"(?:c|ca|cca|circa|about|around|approx|approximately|roughly|early to mid|"
    r"ок|около|примерно|приблизительно|прибл|um|etwa|gegen|zirka|ungefähr|vers|environ|"
    r"hacia|alrededor de|aproximadamente|約|约|大約|大约|およそ)"
)
ABOUT_AFTER: Final = r"(?:頃|ころ|ごろ|顷|左右|approx|approximately|ca|circa|\(ca\)|\(circa\)|~)"
DOUBTED: Final = (
    r"(?:probably|possibly|perhaps|maybe|uncertain:|вероятно|возможно|предположительно|"
    r"wohl|vermutlich|vielleicht|peut-être|probablement|quizás|probablemente|恐らく|おそらく|可能)"
)
DOUBTED_AFTER: Final = (
    r"(?:\(\?\)|\[\?\]|\?+|maybe|guess|\((?:uncertain|probably|предп|предположительно)\)|か)"
)
BEFORE: Final = r"(?:before|earlier than|prior to|vor|avant|antes de|antes del)"
BEFORE_AFTER: Final = r"(?:以前|之前|前)"
UNTIL: Final = r"(?:until|till|til|up to|to|by|по|до|bis|jusqu'à|jusqu'en|hasta)"
UNTIL_AFTER: Final = r"(?:まで|迄|止)"
AFTER: Final = r"(?:after|later than|post|nach|après|después de|после)"
AT_LATEST: Final = r"(?:no(?:t)? later than|not after|не позднее|не позже|spätestens|au plus tard(?: en)?|a más tardar(?: en)?)"
AT_LATEST_AFTER: Final = (
    r"(?:(?:or|and) (?:earlier|before)|(?:или|и) (?:ранее|раньше)|oder früher|ou avant)"
)
AT_EARLIEST: Final = (
    r"(?:no(?:t)? earlier than|not before|не ранее|не раньше|frühestens|au plus tôt(?: en)?)"
)
AT_EARLIEST_AFTER: Final = (
    r"(?:(?:or|and) (?:later|after)|(?:или|и) (?:позднее|позже)|oder später|ou après)"
)
AFTER_AFTER: Final = r"(?:以後|以降|之後|之后|以后)"
SINCE: Final = r"(?:since|from|as of|с|со|начиная с|seit|ab|von|depuis|à partir de|desde|dès)"
SINCE_AFTER: Final = r"(?:から|より|起)"
PART_OF: Final = (
    r"(?:early|mid|middle of|late|beginning of|the beginning of|start of|end of|the end of|"
    r"нач|сер|кон|начало|начала|в начале|середина|в середине|конец|конца|в конце|anfang|mitte|ende|"
    r"(?:the )?(?:first|second) half of(?: the)?|[12]-я половина|(?:первая|вторая) половина|"
    r"в (?:первой|второй) половине|erste hälfte|zweite hälfte|(?:première|seconde) moitié(?: de)?|"
    r"début|mi|milieu|fin|principios de|mediados de|finales de|初頭|末|年初|年末)"
)
BCE: Final = (
    r"(?:b\.?\s?c\.?\s?(?:e\.?)?|до\s+н\.?\s?э\.?|до\s+нашей\s+эры|до\s+р\.?\s?х\.?|v\.?\s?chr\.?|"
    r"v\.?\s?u\.?\s?z\.?|av\.?\s?j\.?-?\s?c\.?|a\.?\s?c\.?|a\.?\s?de\s?c\.?)"
)
CE: Final = (
    r"(?:a\.?\s?d\.?|c\.?\s?e\.?|н\.?\s?э\.?|нашей\s+эры|n\.?\s?chr\.?|u\.?\s?z\.?|"
    r"ap\.?\s?j\.?-?\s?c\.?|d\.?\s?c\.?)"
)
OLD_STYLE: Final = r"\(?(?:o\.?\s?s\.?|old style|julian|(?:по\s+)?ст(?:\.|арому)\s?ст(?:\.|илю)|ст\.\s?стиля?|a\.\s?st\.)\)?"
NEW_STYLE: Final = (
    r"\(?(?:n\.?\s?s\.?|new style|(?:по\s+)?н(?:\.|овому)\s?ст(?:\.|илю)|n\.\s?st\.)\)?"
)
RANGE_WORDS: Final = (
    r"\s+to\s+", r"\s+until\s+", r"\s+till\s+", r"\s+through\s+", r"\s+bis\s+", r"\s+à\s+", r"\s+au\s+",
    r"\s+hasta\s+", r"\s+al?\s+", r"\s+по\s+", r"\s+до\s+", r"から", r"至", r"到",
    r"\s*\.\.+\s*", r"\s*[~〜～]\s*", r"\s+-\s+", r"\s*/\s*", r"-",
)  # fmt: skip
OR: Final = r"\s+(?:or|или|либо|oder|ou|o)\s+|または|或は|或"
BETWEEN: Final = (
    (r"between\s+(.+?)\s+and\s+(.+)"),
    (r"между\s+(.+?)\s+и\s+(.+)"),
    (r"zwischen\s+(.+?)\s+und\s+(.+)"),
    (r"entre\s+(.+?)\s+(?:et|y)\s+(.+)"),
)
ROUND_DECADE: Final = r"(?:the )?\d{1,2}00\s?['’]?s"
DECADES: Final = (
    r"(?:the )?(\d{2,3})0\s?['’]?s",
    r"(?:в )?(\d{2,3})0-?(?:е|х|ые|ых)(?:\s?(?:гг?\.?|годы|годов))?",
    r"(\d{2,3})0\s?er(?:\s?jahre)?",
    r"(?:les )?années (\d{2,3})0",
    r"(?:los )?años (\d{2,3})0",
    r"(\d{2,3})0年代",
)
CENTURIES: Final = (
    r"(\d{1,2})(?:st|nd|rd|th)\s+(?:centuries|century|cent|c)\.?",
    r"(\d{1,2})c\.?",
    r"(\d{1,2}|[ivx]+)(?:-?(?:й|го|ый|ой))?\s+(?:веках|веков|веке|века|век|вв|в)\.?",
    r"(\d{1,2})\.?\s+(?:jahrhunderts?|jh)\.?",
    r"(\d{1,2}|[ivx]+)(?:e|ème|er)?\s+(?:siècle|s\.)",
    r"siglo\s+(\d{1,2}|[ivx]+)",
    r"(\d{1,2})世紀",
    r"(\d{1,2})世纪",
)
